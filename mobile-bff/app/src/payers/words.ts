import { Problem, Unreachable, type FieldError } from '../session';
import type { Texts } from '../texts/payers';

export interface Words {
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly FieldError[];
}

/** A failure in the reader's words; the server's own words where the page has none. */
export function wordsOf(failure: unknown, texts: Texts): Words {
  const problem = failure instanceof Problem ? failure : null;
  const code = failure instanceof Unreachable ? 'UNREACHABLE' : (problem?.code ?? 'OTHER');
  const known = texts.problems[code];
  if (known !== undefined) return { title: known[0], detail: known[1], errors: problem?.errors ?? [] };
  if (problem !== null && problem.title !== '' && problem.title !== problem.code) {
    return { title: problem.title, detail: problem.detail, errors: problem.errors };
  }
  const [title, detail] = texts.problems[byStatus(problem?.status ?? 0)] ?? ['', ''];
  return { title, detail, errors: problem?.errors ?? [] };
}

function byStatus(status: number): string {
  if (status === 404) return 'NOT_FOUND';
  if (status === 429) return 'TOO_MANY';
  return status >= 500 ? 'TEMPORARILY_UNAVAILABLE' : 'OTHER';
}

/** How long something has been waiting, in its largest unit. */
export function age(since: string, now: number, texts: Texts): string {
  const minutes = Math.max(0, Math.floor((now - Date.parse(since)) / 60_000));
  if (minutes < 60) return texts.age.minutes(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? texts.age.hours(hours) : texts.age.days(Math.floor(hours / 24));
}

/** The amount that was typed in yuan, in fen; null when it is none. */
export function fenOf(yuan: string): number | null {
  const found = /^[¥]?([0-9]{1,12})(?:\.([0-9]{1,2}))?$/.exec(yuan.normalize('NFKC').replace(/[\s,]/g, ''));
  if (found === null) return null;
  const fen = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return fen > 0 && fen <= 99_999_999_999_999 ? fen : null;
}
