import { FormatError } from './broken';
import { fromUtf8 } from './bytes';
import { fromParsed, parseJson, type Json } from './json';

/** The most bytes of a bundle or a trust file that is read. */
const MAX_INPUT = 16 << 20;

/** JSON as text, as bytes, or parsed already. */
export function readInput(input: unknown): Json {
  if (input instanceof Uint8Array) {
    if (input.length > MAX_INPUT) throw new FormatError('too large');
    return parseJson(fromUtf8(input));
  }
  if (typeof input === 'string') {
    if (input.length > MAX_INPUT) throw new FormatError('too large');
    return parseJson(input);
  }
  return fromParsed(input);
}
