/** Leaflet, loaded only where a map is asked for. */

/** @param {DOMStringMap} addresses  of our own files: leaflet, leafletCss, and cluster where pins are gathered */
export async function loadLeaflet({ leaflet, leafletCss, cluster }) {
  const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: leafletCss });
  document.head.prepend(style); // before our own, which has the last word
  await Promise.all([arrived(style), script(leaflet)]);
  if (cluster) await script(cluster); // it adds to Leaflet
}

function script(src) {
  const element = Object.assign(document.createElement('script'), { src });
  document.head.append(element);
  return arrived(element);
}

function arrived(element) {
  return new Promise((resolve, reject) => {
    element.addEventListener('load', resolve);
    element.addEventListener('error', () => reject(new Error(`${element.src || element.href} did not come`)));
  });
}
