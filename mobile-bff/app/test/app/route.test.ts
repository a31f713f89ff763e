import { expect, test } from 'vitest';
import { masked } from '../../src/app/invoice/masked';
import { firstWrong } from '../../src/app/linking/elements';
import { routeOf } from '../../src/app/routing/route';

test.each([
  ['/', { name: 'home', problem: null }],
  ['/?problem=ACCESS_DENIED', { name: 'home', problem: 'ACCESS_DENIED' }],
  ['/?problem=<b>', { name: 'home', problem: null }],
  ['/?view=me', { name: 'me' }],
  ['/invoices/110601260000000001', { name: 'invoice', invoiceId: '110601260000000001' }],
  ['/invoices/110601260000000001/claim', { name: 'claim-offer', invoiceId: '110601260000000001' }],
  ['/claims', { name: 'claims' }],
  [`/claims/${'0a'.repeat(16)}`, { name: 'claim', claimId: '0a'.repeat(16) }],
  ['/claims/short', { name: 'nowhere' }],
  ['/consents', { name: 'consents' }],
  ['/link', { name: 'link' }],
  ['/invoices/a/b', { name: 'nowhere' }],
])('%s leads to its screen', (path, route) => {
  expect(routeOf(path)).toEqual(route);
});

test('the first element that cannot be one is named', () => {
  const right = { code: '11060126', number: '0000000001', checkCode: 'a1b2c3' };
  expect(firstWrong(right)).toBeNull();
  expect(firstWrong({ ...right, code: '1106012' })).toBe('code');
  expect(firstWrong({ ...right, number: '1', checkCode: '' })).toBe('number');
  expect(firstWrong({ ...right, checkCode: 'ghijkl' })).toBe('checkCode');
});

test('a number of a document is masked, a short one wholly', () => {
  expect(masked('991383199404210775')).toBe('991383********0775');
  expect(masked('E1234567')).toBe('********');
});
