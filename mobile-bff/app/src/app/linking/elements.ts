/** What of a printed invoice proves that one has it. */
export interface Elements {
  readonly code: string;
  readonly number: string;
  readonly checkCode: string;
}

const shapes: Readonly<Record<keyof Elements, RegExp>> = {
  code: /^\d{8}$/,
  number: /^\d{10}$/,
  checkCode: /^[0-9a-f]{6}$/,
};

/** The first element that cannot be one, in the order of the form; null when all can. */
export function firstWrong(elements: Elements): keyof Elements | null {
  return (['code', 'number', 'checkCode'] as const).find((name) => !shapes[name].test(elements[name])) ?? null;
}
