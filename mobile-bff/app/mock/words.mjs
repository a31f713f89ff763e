// The services' own texts, so that what is looked at reads as the product does.
import { readFileSync } from 'node:fs';

const root = new URL('../../../', import.meta.url);
const adjudication = 'claims-service/adjudication/src/main/resources/org/yipiao/claims/adjudication/';
const server = 'claims-service/server/src/main/resources/';
const suffixes = { zh: '_zh_CN', en: '' };

function properties(path) {
  const lines = readFileSync(new URL(path, root), 'utf8').split('\n');
  return new Map(lines.filter((line) => /^[\w.]+=/.test(line)).map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]));
}

const texts = Object.fromEntries(
  Object.entries(suffixes).map(([language, suffix]) => [
    language,
    new Map([...properties(`${adjudication}trace${suffix}.properties`), ...properties(`${server}messages${suffix}.properties`)]),
  ]),
);

/** The services speak Chinese and English. */
export function spoken(acceptLanguage) {
  return /^zh/i.test(acceptLanguage ?? 'zh') ? 'zh' : 'en';
}

export function text(language, key, values = {}) {
  const pattern = texts[language].get(key) ?? texts.en.get(key) ?? key;
  return pattern.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');
}

export function traced(language, steps) {
  return steps.map(({ step, params = {}, amounts = {} }) => ({
    step,
    params,
    amounts,
    text: text(language, step, { ...params, ...amounts }),
  }));
}

export function refusal(language, code, field = '', remainingFen = null) {
  return { code, field, reason: text(language, `refusal.${code}.reason`), nextStep: text(language, `refusal.${code}.next`), remainingFen };
}
