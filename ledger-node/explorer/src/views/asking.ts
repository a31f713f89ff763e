import { el } from '../dom';
import { Problem } from '../net/node';
import type { Speech } from './parts';

/** What stands in the place of an answer that did not come. */
export function failure(cause: unknown, { t }: Speech): HTMLElement {
  const text = cause instanceof Problem ? t.refused(cause.title || cause.code, cause.detail) : t.unreachable;
  return el('p', { class: 'why why-broken', role: 'alert', 'data-code': cause instanceof Problem ? cause.code : 'UNREACHABLE' }, text);
}

/** An element that waits for its content; a failure stands in its place. */
export function waiting(speech: Speech, content: () => Promise<HTMLElement>): HTMLElement {
  const place = el('div', { class: 'stack' }, el('p', { class: 'quiet', role: 'status' }, speech.t.wait));
  content().then(
    (element) => place.replaceChildren(element),
    (cause: unknown) => place.replaceChildren(failure(cause, speech)),
  );
  return place;
}
