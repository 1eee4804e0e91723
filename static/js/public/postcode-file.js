/** The postcodes of one outward code as phones get them at /postcodes/CV6.json (safespaces/web/postcode_files.py). */

/** @typedef {import('./point.js').Point} Point */

const FINE = 1000000; // the file's numbers are whole millionths of a degree

/** @param {{inward: string, lat: number[], lon: number[]}} file @returns {Map<string, Point>} by inward code */
export function readPostcodes(file) {
  const points = new Map();
  let [lat, lon] = [0, 0];
  file.inward.split(' ').forEach((inward, row) => {
    lat += file.lat[row]; // each is the step from the one before
    lon += file.lon[row];
    points.set(inward, { lat: lat / FINE, lon: lon / FINE });
  });
  return points;
}
