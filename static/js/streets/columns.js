/** Whole numbers of seven bits a byte (LEB128), column after column; signed ones are folded to unsigned (zigzag). */
export class Columns {
  constructor(bytes, at) {
    this.bytes = bytes;
    this.at = at;
  }

  unsigned(count) {
    const { bytes } = this;
    if (count > bytes.length - this.at) throw new Error('the street file is cut off');
    const found = new Int32Array(count);
    let { at } = this;
    for (let number = 0; number < count; number += 1) {
      let value = 0;
      let byte;
      let shift = 0;
      do {
        if (at >= bytes.length || shift > 28) throw new Error('the street file is cut off');
        byte = bytes[at];
        at += 1;
        value |= (byte & 127) << shift;
        shift += 7;
      } while (byte > 127);
      found[number] = value;
    }
    this.at = at;
    return found;
  }

  signed(count) {
    return this.unsigned(count).map((folded) => (folded >>> 1) ^ -(folded & 1));
  }
}
