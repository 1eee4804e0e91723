/** Which way the phone points (W3C Device Orientation); where it has no compass, or may not use it, the top of the screen counts as north. */

export class Compass {
  /** @param {() => void} changed  called when the phone has turned */
  constructor(changed) {
    this.changed = changed;
    this.heading = 0; // of the top of the screen, degrees clockwise from north
    this.isThere = false;
    this.listen = (event) => this.turned(event);
  }

  /** To be called from a tap: an iPhone asks then. */
  async start() {
    const { DeviceOrientationEvent: its } = /** @type {any} */ (window);
    try {
      if (its && its.requestPermission && (await its.requestPermission()) !== 'granted') return;
    } catch (error) {
      return; // asked outside a tap, or switched off
    }
    for (const name of ['deviceorientationabsolute', 'deviceorientation']) window.addEventListener(name, this.listen);
  }

  stop() {
    for (const name of ['deviceorientationabsolute', 'deviceorientation']) window.removeEventListener(name, this.listen);
    this.isThere = false;
    this.heading = 0;
  }

  /** Of the two events only one that knows north counts. */
  turned({ absolute, alpha, webkitCompassHeading }) {
    const isApples = typeof webkitCompassHeading === 'number'; // an iPhone's; it does not say "absolute"
    const heading = isApples ? webkitCompassHeading : 360 - alpha;
    if (!(isApples || (absolute && typeof alpha === 'number')) || Number.isNaN(heading)) return;
    const { orientation } = window.screen;
    this.heading = (heading + (orientation ? orientation.angle : 0)) % 360;
    this.isThere = true;
    this.changed();
  }
}
