import { el } from '../dom';
import type { Explorer } from '../explorer';
import { showInvoice } from './invoice';
import { showOperation } from './operation';
import { card, pill, type Speech } from './parts';
import type { OpenView } from './view';

/** Invoices and operations, for members: the address says which, so that it can be gone back to. */
export const openLookup: OpenView = (explorer, speech, place) => {
  const { t } = speech;
  const [kind, wanted = ''] = place;
  const alert = el('p', { class: 'why why-broken', role: 'alert', hidden: true });
  const result = el('div', { class: 'stack', 'aria-live': 'polite' });
  /** What was found before is no answer to what cannot be asked. */
  const say = (text: string | null) => {
    alert.hidden = text === null;
    alert.textContent = text ?? '';
    if (text !== null) result.replaceChildren();
  };
  const show = () => {
    result.replaceChildren();
    if (kind === undefined) return;
    if (!explorer.member.value) say(t.lookup.needsToken);
    else if (kind === 'invoice' && /^[0-9]{18}$/.test(wanted)) result.append(showInvoice(explorer, speech, BigInt(wanted)));
    else if (kind === 'operation' && /^[0-9]{1,15}$/.test(wanted)) result.append(showOperation(explorer, speech, Number(wanted)));
  };
  const token = tokenCard(explorer, speech, () => {
    say(null);
    show();
  });
  const element = el(
    'div',
    { class: 'stack' },
    token.element,
    el('div', { class: 'columns' }, invoiceForm(explorer, speech, say, kind === 'invoice' ? wanted : ''), operationForm(explorer, speech, say, kind === 'operation' ? wanted : '')),
    alert,
    result,
  );
  show();
  // On a phone the answer would stand below what was asked.
  if (kind !== undefined && explorer.member.value) requestAnimationFrame(() => result.scrollIntoView({ block: 'nearest' }));
  return { element, close: token.close };
};

function tokenCard(explorer: Explorer, speech: Speech, changed: () => void): ReturnType<OpenView> {
  const { t } = speech;
  const field = el('input', { id: 'token', type: 'password', autocomplete: 'off', spellcheck: 'false', maxlength: 8_192, class: 'field' });
  const forget = el('button', { type: 'button', class: 'button' }, t.lookup.forget);
  const given = el('div', { class: 'bar' }, pill('good', t.lookup.member), forget);
  const none = el('p', {}, pill('plain', t.lookup.anybody));
  const draw = () => {
    given.hidden = !explorer.member.value;
    for (const each of [none, explained, form, open]) each.hidden = explorer.member.value;
  };
  const become = (token: string | null) => {
    explorer.become(token);
    field.value = '';
    draw();
    changed();
    (token === null ? field : forget).focus();
  };
  forget.addEventListener('click', () => become(null));
  const form = el(
    'form',
    { class: 'bar', submit: (event) => {
      event.preventDefault();
      const token = field.value.trim();
      if (/^[A-Za-z0-9._~+/=-]+$/.test(token)) become(token);
      else field.focus();
    } },
    el('label', { for: 'token', class: 'visually-hidden' }, t.lookup.token),
    field,
    el('button', { type: 'submit', class: 'button button-strong' }, t.lookup.use),
  );
  const explained = el('p', { class: 'quiet' }, t.lookup.tokenWhy);
  const open = el('p', { class: 'quiet' }, t.lookup.tokenPublic);
  draw();
  // The node may refuse it at any time, for it runs out.
  const close = explorer.member.on(draw);
  return { element: card(t.lookup.token, given, none, explained, form, open), close };
}

function invoiceForm(explorer: Explorer, { t }: Speech, say: (text: string | null) => void, wanted: string): HTMLElement {
  const code = digits('code', 8, wanted.slice(0, 8));
  const number = digits('number', 10, wanted.slice(8));
  return lookUp(t.lookup.invoice, t.lookup.find, [
    labelled(t.lookup.code, t.lookup.codeHint, code),
    labelled(t.lookup.number, t.lookup.numberHint, number),
  ], () => {
    const id = code.value.trim() + number.value.trim();
    if (!/^[0-9]{8}$/.test(code.value.trim()) || !/^[0-9]{10}$/.test(number.value.trim())) return say(t.lookup.needsDigits);
    go(explorer, t, say, `#lookup/invoice/${id}`);
  });
}

function operationForm(explorer: Explorer, { t }: Speech, say: (text: string | null) => void, wanted: string): HTMLElement {
  const index = digits('index', 15, wanted);
  return lookUp(t.lookup.operation, t.lookup.find, [labelled(t.lookup.index, '', index)], () => {
    if (!/^(0|[1-9][0-9]{0,14})$/.test(index.value.trim())) return say(t.lookup.needsIndex);
    go(explorer, t, say, `#lookup/operation/${index.value.trim()}`);
  });
}

function go(explorer: Explorer, t: Speech['t'], say: (text: string | null) => void, address: string): void {
  if (!explorer.member.value) return say(t.lookup.needsToken);
  say(null);
  // The same once more is asked anew.
  if (location.hash === address) dispatchEvent(new HashChangeEvent('hashchange'));
  else location.hash = address;
}

function lookUp(heading: string, find: string, fields: readonly HTMLElement[], submit: () => void): HTMLElement {
  const form = el(
    'form',
    { class: 'form', submit: (event) => {
      event.preventDefault();
      submit();
    } },
    ...fields,
    el('button', { type: 'submit', class: 'button button-strong' }, find),
  );
  return card(heading, form);
}

function digits(id: string, length: number, value: string): HTMLInputElement {
  return el('input', { id, name: id, class: 'field number', inputmode: 'numeric', autocomplete: 'off', maxlength: length, value });
}

function labelled(name: string, hint: string, field: HTMLInputElement): HTMLElement {
  return el('div', { class: 'labelled' }, el('label', { for: field.id }, name, hint === '' ? null : el('span', { class: 'quiet' }, ` ${hint}`)), field);
}
