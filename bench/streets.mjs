/** Run in Chromium by bench/streets.py: reading a street file, and the first five of a hundred places from many points. */

/* global walkerOf */

export function measure({ network, names, lats, lons, points }) {
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)).buffer;
  const files = [bytes(network), bytes(names)];
  let began = performance.now();
  const walker = walkerOf(files[0], files[1]);
  walker.from({ columns: { lat: [], lon: [] } }, { lat: points[0][0], lon: points[0][1] });
  const read = performance.now() - began;
  const columns = { lat: lats, lon: lons };
  const times = points.map(([lat, lon]) => {
    began = performance.now();
    const walks = walker.from({ columns }, { lat, lon });
    if (walks) firstFive(walks, lats.map((each, row) => [Math.hypot((each / 1e5 - lat) * 111270, (lons[row] / 1e5 - lon) * 72000), row]));
    return performance.now() - began;
  });
  return { read, median: times.sort((a, b) => a - b)[times.length >> 1], late: times[Math.floor(times.length * 0.99)] };
}

function firstFive(walks, rows) {
  let found = [];
  for (const [chord, row] of rows.sort((a, b) => a[0] - b[0])) {
    if (found.length === 5 && chord > found[4]) break;
    found = [...found, walks.lengthTo(row) / 10].sort((a, b) => a - b).slice(0, 5);
  }
}
