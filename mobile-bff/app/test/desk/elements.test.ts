import { expect, test } from 'vitest';
import { fromQrText, noElements, readElements } from '../../src/verify/elements';

const typed = { code: '11060126', number: '0000000001', checkCode: 'A1B2C3', issueDate: '2026-11-26', total: '1,260.00' };
const query = { code: '11060126', number: '0000000001', checkCode: 'a1b2c3', issueDate: '2026-11-26', totalFen: 126_000 };

test('what was typed becomes a look-up in fen', () => {
  expect(readElements(typed)).toEqual(query);
});

test('full-width digits, spaces and the yuan sign are understood', () => {
  expect(readElements({ ...typed, code: '１１０６ ０１２６', total: '￥1260' })).toEqual(query);
});

test('each element that cannot be one is named, in the order of the form', () => {
  expect(readElements(noElements)).toEqual(['code', 'number', 'checkCode', 'issueDate', 'total']);
  expect(readElements({ ...typed, issueDate: '2026-02-30', total: '12.345' })).toEqual(['issueDate', 'total']);
  expect(readElements({ ...typed, total: '0.00' })).toEqual(['total']);
  expect(readElements({ ...typed, total: '1e3' })).toEqual(['total']);
});

test('the text of a QR code fills in all five', () => {
  const elements = fromQrText(' d=11060126_0000000001_a1b2c3_1260.00_20261126 ');
  expect(elements === null ? null : readElements(elements)).toEqual(query);
  expect(fromQrText('11060126')).toBeNull();
});
