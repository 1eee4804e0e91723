// Reads {"from", "to", "texts"} on standard input; writes for each text its [start, end, 1 where unknown] in minutes since 1970, or an error.
// The wall clock is read as UTC, so that no clock change comes between two readers of the same text.
import { readFileSync } from 'node:fs';
import OpeningHours from 'opening_hours';

process.env.TZ = 'UTC';
const COVENTRY = { lat: 52.4, lon: -1.5, address: { country_code: 'gb', state: 'England' } };
const { from, to, texts } = JSON.parse(readFileSync(0, 'utf8'));

function intervals(text) {
  try {
    const hours = new OpeningHours(text, COVENTRY, { locale: 'en' });
    return hours.getOpenIntervals(new Date(from), new Date(to)).map(([start, end, unknown]) => [start / 60000, end / 60000, unknown ? 1 : 0]);
  } catch (error) {
    return String(error).slice(0, 300);
  }
}

process.stdout.write(JSON.stringify(texts.map(intervals)));
