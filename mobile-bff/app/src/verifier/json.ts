import { FormatError } from './broken';

/**
 * A JSON value without loss: whole numbers are `bigint`, all others keep their text, objects keep their order and have no
 * name twice.
 */
export type Json = null | boolean | string | bigint | Fraction | readonly Json[] | JsonMap;
export type JsonMap = ReadonlyMap<string, Json>;

/** A number with a fraction or an exponent; no format here has one. */
export class Fraction {
  constructor(readonly text: string) {}
}

const MAX_DEPTH = 500;
const MAX_NUMBER_LENGTH = 1_000;
const NUMBER = /-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?/y;
const SPACE = /[ \t\n\r]*/y;

/** Reads one JSON text (RFC 8259); refuses names given twice and anything after the value. */
export function parseJson(text: string): Json {
  return new Reader(text).whole();
}

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  whole(): Json {
    const value = this.value(0);
    this.take(SPACE);
    if (this.at !== this.text.length) throw new FormatError('text after the JSON value');
    return value;
  }

  private value(depth: number): Json {
    if (depth > MAX_DEPTH) throw new FormatError('JSON too deep');
    this.take(SPACE);
    switch (this.text[this.at]) {
      case '{':
        return this.object(depth);
      case '[':
        return this.list(depth);
      case '"':
        return this.string();
      case 't':
        return this.word('true', true);
      case 'f':
        return this.word('false', false);
      case 'n':
        return this.word('null', null);
      default:
        return this.number();
    }
  }

  private object(depth: number): JsonMap {
    const members = new Map<string, Json>();
    this.at++;
    if (this.next('}')) return members;
    do {
      this.take(SPACE);
      const name = this.string();
      if (members.has(name)) throw new FormatError('a JSON name twice');
      if (!this.next(':')) throw new FormatError('not a JSON text');
      members.set(name, this.value(depth + 1));
    } while (this.next(','));
    if (!this.next('}')) throw new FormatError('not a JSON text');
    return members;
  }

  private list(depth: number): readonly Json[] {
    const values: Json[] = [];
    this.at++;
    if (this.next(']')) return values;
    do values.push(this.value(depth + 1));
    while (this.next(','));
    if (!this.next(']')) throw new FormatError('not a JSON text');
    return values;
  }

  /** Looks at each character, because a regular expression over a megabyte overflows some engines' stacks. */
  private string(): string {
    if (this.text[this.at] !== '"') throw new FormatError('not a JSON text');
    let end = this.at + 1;
    for (;;) {
      const code = this.text.charCodeAt(end);
      if (Number.isNaN(code) || code < 0x20) throw new FormatError('not a JSON text');
      if (code === 0x22) break;
      end += code === 0x5c ? 2 : 1;
    }
    const raw = this.text.slice(this.at, end + 1);
    if (raw.includes('\\')) this.requireEscapes(raw);
    this.at = end + 1;
    return JSON.parse(raw) as string;
  }

  private requireEscapes(raw: string): void {
    for (const [escape] of raw.matchAll(/\\u.{0,4}|\\./gs)) {
      if (!/^\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})$/.test(escape)) throw new FormatError('not a JSON text');
    }
  }

  private number(): Json {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (found === null || found[0].length > MAX_NUMBER_LENGTH) throw new FormatError('not a JSON text');
    this.at += found[0].length;
    return found[1] === undefined && found[2] === undefined ? BigInt(found[0]) : new Fraction(found[0]);
  }

  private word<T extends Json>(word: string, value: T): T {
    if (!this.text.startsWith(word, this.at)) throw new FormatError('not a JSON text');
    this.at += word.length;
    return value;
  }

  private next(character: string): boolean {
    this.take(SPACE);
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }

  private take(pattern: RegExp): void {
    pattern.lastIndex = this.at;
    this.at += pattern.exec(this.text)?.[0].length ?? 0;
  }
}

/** Takes over a value that `JSON.parse` has read already. */
export function fromParsed(value: unknown, depth = 0): Json {
  if (depth > MAX_DEPTH) throw new FormatError('JSON too deep');
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) ? BigInt(value) : new Fraction(String(value));
  }
  if (Array.isArray(value)) return value.map((each) => fromParsed(each, depth + 1));
  if (typeof value === 'object') {
    return new Map(Object.entries(value).map(([name, each]) => [name, fromParsed(each, depth + 1)]));
  }
  throw new FormatError('not a JSON value');
}

/** Reads a JSON object member by member; whoever calls `end` refuses what was not asked for. */
export class Fields {
  private readonly asked = new Set<string>();
  private readonly members: JsonMap;

  constructor(
    private readonly path: string,
    value: Json,
  ) {
    if (!(value instanceof Map)) throw new FormatError(`${path} is not an object`);
    this.members = value;
  }

  has(name: string): boolean {
    return this.members.has(name);
  }

  value(name: string): Json | undefined {
    this.asked.add(name);
    return this.members.get(name);
  }

  text(name: string): string {
    const value = this.value(name);
    if (typeof value !== 'string') throw this.malformed(name);
    return value;
  }

  optionalText(name: string): string | null {
    return this.has(name) ? this.text(name) : null;
  }

  integer(name: string, min: bigint, max: bigint): bigint {
    const value = this.value(name);
    if (typeof value !== 'bigint' || value < min || value > max) throw this.malformed(name);
    return value;
  }

  list(name: string): readonly Json[] {
    const value = this.value(name);
    if (!Array.isArray(value)) throw this.malformed(name);
    return value as readonly Json[];
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((each) => {
      if (typeof each !== 'string') throw this.malformed(name);
      return each;
    });
  }

  malformed(name: string): FormatError {
    return new FormatError(`${this.path}/${name}`);
  }

  /** To be called after the last member. */
  end(): void {
    for (const name of this.members.keys()) {
      if (!this.asked.has(name)) throw new FormatError(`${this.path} has a member that is not known`);
    }
  }
}
