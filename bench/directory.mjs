// Parses the directory in the file named first and answers once, in a fresh process: prints milliseconds, and how many places the answer has.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';

import { readDirectory } from '../static/js/public/directory.js';
import { sections } from '../static/js/public/finder.js';

const text = readFileSync(process.argv[2], 'utf8');
const at = Number(process.argv[3]);
const begin = performance.now();
const directory = readDirectory(JSON.parse(text));
const answer = sections(directory, { lat: 52.4104, lon: -1.50676 }, at);
console.log(JSON.stringify([performance.now() - begin, answer.first ? 1 + answer.others.length : 0]));
