import { describe, expect, it } from 'vitest';
import { readLeaf } from '@app/verifier/leaf';
import { concerns } from '../../src/proof/concerns';
import { fieldsOf, outcomeDetail } from '../../src/proof/fields';
import { readHeader } from '@app/verifier/header';
import { readInvoiceRow } from '../../src/proof/invoiceRow';
import { outcomeName } from '../../src/proof/outcomes';
import { verdictOf } from '../../src/proof/verdict';
import { en } from '../../src/texts/en';
import { zh } from '../../src/texts/zh';
import { bytesOf, leaves, operations, outcomes, rows } from '../golden';

const goldens = import.meta.glob<string>('../../../protocol/src/test/resources/golden/operation-*.hex', { query: '?raw', import: 'default', eager: true });
const numbered = (text: string) => text.trim().split('\n').map((line) => line.trim().split(/\s+/));

describe('the fields of an operation', () => {
  // An element is its type's byte and the operation.
  const all = Object.entries(goldens).map(([file, hex]) => [Number(/operation-(\d+)/.exec(file)?.[1]), bytesOf(hex).slice(1)] as const);

  it.each(all)('of type %i are read to the last byte, and have words', (type, operation) => {
    const fields = fieldsOf({ ...readLeaf(leaves.issue), type, operation });
    expect(fields).not.toBeNull();
    for (const { name, value } of fields ?? []) {
      expect(zh.fields[name], name).toBeTruthy();
      expect(en.fields[name], name).toBeTruthy();
      if (value.kind === 'word') expect([zh.words[value.value], en.words[value.value]]).not.toContain(undefined);
    }
  });

  it.each(all)('of type %i are not guessed when a byte is missing or too much', (type, operation) => {
    const leaf = { ...readLeaf(leaves.issue), type };
    expect(fieldsOf({ ...leaf, operation: operation.slice(0, -1) })).toBeNull();
    expect(fieldsOf({ ...leaf, operation: new Uint8Array([...operation, 0]) })).toBeNull();
  });

  it('are none of a type that is not known', () => {
    expect(fieldsOf({ ...readLeaf(leaves.issue), type: 99 })).toBeNull();
  });

  it('say which invoices an operation is about', () => {
    const reverse = readLeaf(leaves.reverse);
    const ids = (fieldsOf(reverse) ?? []).flatMap(({ value }) => (value.kind === 'invoice' ? [value.value] : []));
    expect(ids).toHaveLength(2);
    for (const id of ids) expect(concerns(reverse, id)).toBe(true);
    expect(concerns(reverse, 1n)).toBe(false);
  });

  it('have what an outcome adds', () => {
    const leaf = readLeaf(leaves.remaining);
    expect(leaf.outcome).toBe(52);
    expect(outcomeDetail(leaf.outcome, leaf.detail)?.kind).toBe('fen');
    expect(outcomeDetail(0, new Uint8Array())).toBeNull();
  });
});

describe('words', () => {
  it('stand for every operation and every outcome of the ledger', () => {
    const types = numbered(operations).map(([number]) => Number(number));
    expect(types.length).toBeGreaterThan(15);
    for (const number of types) expect([zh.types[number], en.types[number]], String(number)).not.toContain(undefined);
    const results = numbered(outcomes);
    expect(results.length).toBeGreaterThan(50);
    for (const [number, name] of results) expect(outcomeName(Number(number))).toBe(name);
  });

  it('are there in both languages alike', () => {
    expect(shape(en)).toEqual(shape(zh));
  });

  function shape(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return typeof value;
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shape(each)]));
  }
});

describe('a block header', () => {
  it('is read', () => {
    expect(readHeader(readLeaf(leaves.header)).stateRoot).toHaveLength(32);
  });

  it('is no other leaf, and no member’s', async () => {
    expect(await verdictOf(async () => readHeader(readLeaf(leaves.issue)))).toMatchObject({ standing: 'broken', problem: 'HEADER' });
    const leaf = readLeaf(leaves.header);
    expect(await verdictOf(async () => readHeader({ ...leaf, member: 3 }))).toMatchObject({ standing: 'broken', problem: 'HEADER' });
  });
});

describe('the row of an invoice', () => {
  const samples = numbered(rows).map((parts) => parts.at(-1) ?? '').filter((hex) => /^[0-9a-f]{170,}$/.test(hex));

  it('is read in both of its forms', () => {
    expect(new Set(samples.map((hex) => hex.length))).toEqual(new Set([170, 252]));
    for (const hex of samples) {
      const row = readInvoiceRow(bytesOf(hex));
      if (row.status !== 'ISSUED') expect(row.remainingFen).toBe(0n);
      expect(row.remainingFen <= row.claimableFen).toBe(true);
    }
  });

  it('has no other length and no other status', async () => {
    const [hex = ''] = samples;
    expect(await verdictOf(async () => readInvoiceRow(bytesOf(hex.slice(2))))).toMatchObject({ problem: 'ROW_FORMAT' });
    expect(await verdictOf(async () => readInvoiceRow(bytesOf(`${hex.slice(0, 8)}09${hex.slice(10)}`)))).toMatchObject({ problem: 'ROW_FORMAT' });
  });
});
