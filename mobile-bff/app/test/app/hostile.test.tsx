import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Paper } from '../../src/app/invoice/Paper';
import { documentNaming } from '../foreign/evil';

const evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>\'&javascript:alert(1)';

test('whatever a hospital calls itself, a department or a patient, is text in the picture', () => {
  const markup = renderToStaticMarkup(createElement(Paper, { document: documentNaming(evil), label: evil }));
  expect(markup).toContain('&lt;script&gt;');
  expect(markup).not.toMatch(/<(?:script|img)|\son[a-z]+="/i);
});

const sources = import.meta.glob<string>('../../src/**/*.{ts,tsx}', { query: '?raw', import: 'default', eager: true });
const ways = /dangerouslySetInnerHTML|\.(inner|outer)HTML|insertAdjacentHTML|document\.write|createContextualFragment|\beval\(|new Function|srcDoc|DOMParser/;

test('no page has a way by which a text could become markup or a program', () => {
  expect(Object.keys(sources).length).toBeGreaterThan(100);
  expect(Object.keys(sources).filter((file) => ways.test(sources[file] ?? ''))).toEqual([]);
});
