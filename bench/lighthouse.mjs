/**
 * Lighthouse over pages, and over the answer, which has no address of its own, as a user flow. One line of JSON a page: its scores.
 *
 *     node bench/lighthouse.mjs FOLDER_OF_LIGHTHOUSE CHROMIUM ADDRESS PATH...
 */

import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [folder, chromium, address, ...paths] = process.argv.slice(2);
const { resolve: found } = createRequire(join(resolve(folder), 'node_modules', 'lighthouse', 'package.json'));
const { startFlow } = await import(pathToFileURL(found('lighthouse')));
const puppeteer = (await import(pathToFileURL(found('puppeteer-core')))).default;

const scoresOf = ({ categories, gatherMode }) => Object.fromEntries(
  Object.values(categories).filter(({ id }) => gatherMode !== 'snapshot' || id !== 'performance').map(({ id, score }) => [id, score]),
);
const say = (what, result) => console.log(JSON.stringify({ what, scores: scoresOf(result.lhr) }));

const browser = await puppeteer.launch({ executablePath: chromium, headless: true, args: ['--no-sandbox', '--disable-gpu'] });
try {
  for (const path of paths) {
    const page = await browser.newPage();
    const flow = await startFlow(page);
    await flow.navigate(address + path);
    say(path, (await flow.createFlowResult()).steps[0]);
    await page.close();
  }
  const page = await browser.newPage();
  const flow = await startFlow(page);
  await flow.navigate(`${address}/`);
  await flow.startTimespan();
  await page.type('#where', 'Hales Street', { delay: 100 }); // as fast as quick thumbs
  await page.keyboard.press('Enter');
  await page.waitForSelector('#answer-heading');
  await flow.endTimespan();
  await flow.snapshot();
  const { steps } = await flow.createFlowResult();
  say('from asking to the answer', steps[1]);
  say('the answer as it stands', steps[2]);
} finally {
  await browser.close();
}
