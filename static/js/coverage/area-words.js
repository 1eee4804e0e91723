/** What an area of a drawing counts, in words under it: for whoever points at one, taps it or comes to it by keyboard. Without this each shape has its title, and a table says the same. */

import { startKeys } from './area-keys.js';

/** @param {HTMLElement} figure */
export function start(figure) {
  const drawing = figure.querySelector('svg');
  const said = /** @type {HTMLElement} */ (figure.querySelector('[data-role="area-said"]'));
  const shapes = /** @type {SVGGraphicsElement[]} */ (/** @type {unknown[]} */ ([...drawing.querySelectorAll('[data-area]')]));
  if (!shapes.length) return;
  drawing.setAttribute('role', 'group'); // its shapes can be read one by one now
  startKeys(shapes);
  const tell = (event) => {
    const shape = /** @type {Element} */ (event.target).closest('[data-area]');
    const title = shape && shape.querySelector('title');
    if (title) said.textContent = title.textContent; // empty while the slider is on its way to another hour
  };
  for (const kind of ['pointerover', 'click', 'focusin']) drawing.addEventListener(kind, tell);
  said.hidden = false;
}
