/** The areas of a map by keyboard: one stop for the tab key, arrows to the nearest area on that side. */

const FAR = 1e6; // longer than any way on a map
const STEPS = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };

/** @param {SVGGraphicsElement[]} shapes  each with a name for a screen reader */
export function startKeys(shapes) {
  for (const shape of shapes) {
    shape.setAttribute('role', 'img');
    shape.setAttribute('tabindex', shape === shapes[0] ? '0' : '-1');
    shape.addEventListener('focus', () => { for (const each of shapes) each.setAttribute('tabindex', each === shape ? '0' : '-1'); });
    shape.addEventListener('keydown', (event) => {
      if (!(event.key in STEPS) || event.altKey || event.ctrlKey || event.metaKey) return; // the browser's own
      event.preventDefault(); // no scrolling
      event.stopPropagation(); // and no moving of the map
      const next = nearest(shape, shapes, STEPS[event.key]);
      if (next) next.focus();
    });
  }
}

/** The nearest on a side: what lies aside counts double. Where nothing is ahead, what lies most aside on that side; of shapes in one spot each leads to the next. */
function nearest(from, shapes, [right, down]) {
  const here = middle(from);
  let [best, shortest] = [null, Infinity];
  for (const [number, shape] of shapes.entries()) {
    const there = middle(shape);
    const [along, aside] = right ? [(there.x - here.x) * right, there.y - here.y] : [(there.y - here.y) * down, there.x - here.x];
    if (!along && !aside && number > shapes.indexOf(from)) return shape; // one spot
    const isAhead = along > Math.abs(aside) / 2;
    const way = along + 2 * Math.abs(aside) + (isAhead ? 0 : FAR);
    if (along > 0 && way < shortest) [best, shortest] = [shape, way];
  }
  return best;
}

function middle(shape) {
  const box = shape.getBBox();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
