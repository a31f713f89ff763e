/** A document's number as a bill prints it: the first six and the last four characters. */
export function masked(number: string): string {
  if (number.length <= 10) return '*'.repeat(number.length);
  return `${number.slice(0, 6)}${'*'.repeat(number.length - 10)}${number.slice(-4)}`;
}
