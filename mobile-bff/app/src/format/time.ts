import type { Language } from '../texts/language';

/** The hospitals and payers are in one zone; a bill's day must not move with the reader's clock. */
const zone = 'Asia/Shanghai';
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: Language, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let found = formats.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(language, options);
    formats.set(key, found);
  }
  return found;
}

/** A calendar date `2026-11-26` in words; anything else as it is. */
export function day(date: string, language: Language): string {
  const instant = calendar(date);
  if (instant === null) return date;
  return format(language, { timeZone: 'UTC', year: 'numeric', month: 'long', day: 'numeric' }).format(instant);
}

/** A calendar date without its year. */
export function shortDay(date: string, language: Language): string {
  const instant = calendar(date);
  if (instant === null) return date;
  return format(language, { timeZone: 'UTC', month: 'short', day: 'numeric' }).format(instant);
}

/** The month of a calendar date. */
export function month(date: string, language: Language): string {
  const instant = calendar(date);
  if (instant === null) return date;
  return format(language, { timeZone: 'UTC', year: 'numeric', month: 'long' }).format(instant);
}

/** The calendar date, `2026-11-26`, on which an instant falls. */
export function dateOf(instant: string): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) return instant.slice(0, 10);
  // Canadian English writes dates as ISO 8601 does.
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
}

/** Day and minute of an instant. */
export function moment(instant: string, language: Language): string {
  return of(instant, language, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
}

/** Day, minute and second of an instant, with the year. */
export function exactMoment(instant: string, language: Language): string {
  return of(instant, language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' });
}

/** Hour, minute and second of an instant. */
export function clock(instant: string, language: Language): string {
  return of(instant, language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' });
}

function of(instant: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const at = new Date(instant);
  return Number.isNaN(at.getTime()) ? instant : format(language, { ...options, timeZone: zone }).format(at);
}

function calendar(date: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const instant = new Date(`${date}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) ? null : instant;
}
