/** A place as a picture to keep: name, address, hours of today, what to say, whom to call. Drawn on the phone; nothing is sent. */

import { _ } from '../words.js';

const WIDTH = 720;
const EDGE = 48;
const PAPER = '#fdf7ea';
const INK = '#1c2541';
const LAMP = '#ffc24b';
const FONT = 'system-ui, sans-serif';

/** @param {ParentNode} page  a place's own page @returns {string[]} what the card says, line by line; the first is the name */
export function linesOf(page) {
  const text = (selector) => {
    const found = page.querySelector(selector);
    return found ? found.textContent.trim().replace(/\s+/g, ' ') : '';
  };
  return [
    text('h1'),
    text('.card .address'),
    [text('.week .today th'), text('.week .today td')].filter(Boolean).join(': '),
    _('At the counter, say: “Is this a Safe Space? Can I stay here for a bit?”'),
    _('In danger: call 999. Childline: 0800 1111'),
  ].filter(Boolean);
}

/** @param {string[]} lines @returns {Promise<Blob>} PNG */
export function cardPicture(lines) {
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d');
  const styled = lines.map((words, row) => ({ words, size: row === 0 ? 52 : 32, weight: row === 0 ? 800 : 500 }));
  const rows = [].concat(...styled.map((line) => broken(pen, line)));
  canvas.width = WIDTH;
  canvas.height = 2 * EDGE + rows.reduce((sum, { size, gap }) => sum + size * 1.3 + gap, 0);
  pen.fillStyle = PAPER;
  pen.fillRect(0, 0, WIDTH, canvas.height);
  pen.fillStyle = LAMP;
  pen.fillRect(0, 0, 20, canvas.height);
  pen.fillStyle = INK;
  pen.textBaseline = 'top';
  let top = EDGE;
  for (const { words, size, weight, gap } of rows) {
    pen.font = `${weight} ${size}px ${FONT}`;
    pen.fillText(words, EDGE, top);
    top += size * 1.3 + gap;
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob((picture) => (picture ? resolve(picture) : reject(new Error('no picture'))), 'image/png');
  });
}

/** As many words in a row as have room; a gap after the last. */
function broken(pen, { words, size, weight }) {
  pen.font = `${weight} ${size}px ${FONT}`;
  const rows = [''];
  for (const word of words.split(' ')) {
    const longer = `${rows[rows.length - 1]} ${word}`.trim();
    if (pen.measureText(longer).width > WIDTH - 2 * EDGE && rows[rows.length - 1]) rows.push(word);
    else rows[rows.length - 1] = longer;
  }
  return rows.map((row, at) => ({ words: row, size, weight, gap: at === rows.length - 1 ? 20 : 0 }));
}
