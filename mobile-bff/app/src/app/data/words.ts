import { Problem, Unreachable, type FieldError } from '../../session';
import type { Texts } from '../../texts/app';

export interface Words {
  readonly title: string;
  readonly detail: string;
  readonly nextStep: string | null;
  readonly errors: readonly FieldError[];
  readonly retryable: boolean;
}

/** A failure in the reader's words; the server's own words where it has some. */
export function wordsOf(failure: unknown, texts: Texts): Words {
  if (failure instanceof Unreachable) return known('UNREACHABLE', texts, true);
  if (!(failure instanceof Problem)) return known('OTHER', texts, true);
  const own = texts.problems[failure.code];
  if (own !== undefined) return { ...known(failure.code, texts, failure.retryable), errors: failure.errors };
  const title = failure.title !== '' ? failure.title : byStatus(failure.status, texts)[0];
  const detail = failure.detail !== '' ? failure.detail : byStatus(failure.status, texts)[1];
  return { title, detail, nextStep: failure.nextStep, errors: failure.errors, retryable: failure.retryable };
}

/** The words for a stable code; for an unknown one, that something went wrong. */
export function known(code: string, texts: Texts, retryable: boolean): Words {
  const [title, detail] = texts.problems[code] ?? texts.problems['OTHER'] ?? ['', ''];
  return { title, detail, nextStep: null, errors: [], retryable };
}

function byStatus(status: number, texts: Texts): [string, string] {
  const code = status === 404 ? 'NOT_FOUND' : status === 429 ? 'TOO_MANY' : status >= 500 ? 'TEMPORARILY_UNAVAILABLE' : 'OTHER';
  return texts.problems[code] ?? ['', ''];
}
