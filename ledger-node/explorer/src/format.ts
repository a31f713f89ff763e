import type { Language, Texts } from './texts';

/** Fen as an amount in yuan, with two decimals and thousands separators: `¥1,260.00`. */
export function money(fen: bigint): string {
  const sign = fen < 0n ? '-' : '';
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${sign}¥${thousands(digits.slice(0, -2))}.${digits.slice(-2)}`;
}

export function thousands(value: bigint | number | string): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** How long something has lasted, in its largest unit; not below zero. */
export function lasting(millis: number, t: Texts): string {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) return t.seconds(seconds);
  if (seconds < 3_600) return t.minutes(Math.floor(seconds / 60));
  if (seconds < 86_400) return t.hours(Math.floor(seconds / 3_600));
  return t.days(Math.floor(seconds / 86_400));
}

export function ago(then: number, now: number, t: Texts): string {
  return now - then < 1_500 ? t.justNow : t.ago(lasting(now - then, t));
}

/** The time of day to the second, in the reader's zone. */
export function clock(instant: number, language: Language): string {
  return new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(instant);
}

/** Day and time, in the reader's zone; a time that no calendar has as it is. */
export function moment(instant: number, language: Language): string {
  if (Number.isNaN(new Date(instant).getTime())) return String(instant);
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23' }).format(instant);
}

export function millisOf(nanos: bigint): number {
  return Number(nanos / 1_000_000n);
}

/** The begin and the end of something long. */
export function shortened(text: string): string {
  return text.length > 20 ? `${text.slice(0, 10)}…${text.slice(-6)}` : text;
}

export function invoiceNumber(id: bigint): string {
  return id.toString().padStart(18, '0');
}
