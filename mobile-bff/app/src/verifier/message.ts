import { FormatError } from './broken';
import type { Bytes } from './bytes';

/** Reads a message of the protobuf subset (formats.md): fields in ascending order, once each, all of them there. */
export class MessageReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly message: Bytes) {
    this.view = new DataView(message.buffer, message.byteOffset, message.length);
  }

  fixed64(field: number): bigint {
    this.tag(field, 1, 8);
    this.at += 8;
    return this.view.getBigUint64(this.at - 8, true);
  }

  fixed32(field: number): number {
    this.tag(field, 5, 4);
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }

  bool(field: number): boolean {
    this.tag(field, 0, 1);
    const value = this.message[this.at++];
    if (value !== 0 && value !== 1) throw new FormatError(`field ${field} is no flag`);
    return value === 1;
  }

  /** @param length in bytes; without it any */
  bytes(field: number, length?: number): Bytes {
    this.tag(field, 2, 1);
    const count = this.length();
    if (this.at + count > this.message.length || (length !== undefined && count !== length)) {
      throw new FormatError(`length of field ${field}`);
    }
    this.at += count;
    return this.message.slice(this.at - count, this.at);
  }

  /** All of a repeated field, which may be none; an empty one is refused. */
  repeated(field: number, most: number): readonly Bytes[] {
    const values: Bytes[] = [];
    while (this.message[this.at] === ((field << 3) | 2)) {
      if (values.length === most) throw new FormatError(`more than ${most} of field ${field}`);
      const value = this.bytes(field);
      if (value.length === 0) throw new FormatError(`field ${field} is empty`);
      values.push(value);
    }
    return values;
  }

  /** Bytes that are ASCII. */
  text(field: number): string {
    const bytes = this.bytes(field);
    if (bytes.some((byte) => byte < 0x20 || byte > 0x7e)) throw new FormatError(`field ${field} is no text`);
    return String.fromCharCode(...bytes);
  }

  end(): void {
    if (this.at !== this.message.length) throw new FormatError('bytes after the last field');
  }

  private tag(field: number, wire: number, need: number): void {
    if (this.message[this.at] !== ((field << 3) | wire) || this.at + 1 + need > this.message.length) {
      throw new FormatError(`field ${field}`);
    }
    this.at++;
  }

  /** A length of one to three bytes, in its shortest form; no field is longer. */
  private length(): number {
    let value = 0;
    for (let shift = 0; shift <= 14; shift += 7) {
      const next = this.message[this.at++] ?? 0x80;
      value |= (next & 0x7f) << shift;
      if (next < 0x80) {
        if (next === 0 && shift > 0) break;
        return value;
      }
    }
    throw new FormatError('a length');
  }
}
