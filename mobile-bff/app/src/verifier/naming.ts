import type { Naming } from './verification';

/** Compares a printed name with a registered one; widths of characters, letter case and spaces are spelling. */
export function namingOf(printed: string | null, registered: string): Naming {
  if (printed === null) return 'NOT_SHOWN';
  return spelled(printed) === spelled(registered) ? 'SAME' : 'DIFFERENT';
}

function spelled(name: string): string {
  return name.normalize('NFKC').replace(/ +/g, '').toLowerCase();
}
