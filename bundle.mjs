/**
 * Each page's scripts in one small file: static/js/pages/*.js and all that they import, as static/built/*.js with its source map.
 *
 *     node bundle.mjs [folder of the project]
 *
 * On a weak signal each file of its own costs a phone a round trip. Node finds esbuild beside this file.
 */

import { readdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';

const root = resolve(process.argv[2] || '.');
const pages = join(root, 'static', 'js', 'pages');
const built = join(root, 'static', 'built');

rmSync(built, { recursive: true, force: true });
await esbuild.build({
  entryPoints: readdirSync(pages).map((name) => join(pages, name)),
  outdir: built,
  bundle: true,
  minify: true,
  sourcemap: 'linked',
  format: 'esm',
  target: 'es2018', // the first phones that read modules read this: Chrome 63, iOS 12
  logLevel: 'warning',
});
