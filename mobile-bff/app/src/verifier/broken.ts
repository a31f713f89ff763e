export type Detail = Readonly<Record<string, string | number>>;

/** A link of the chain does not hold. */
export class Broken extends Error {
  constructor(
    readonly problem: string,
    readonly detail: Detail = {},
  ) {
    super(problem);
  }
}

/** A link cannot be checked here, which is neither good nor bad. */
export class Unable extends Error {
  constructor(
    readonly problem: string,
    readonly detail: Detail = {},
  ) {
    super(problem);
  }
}

/** Bytes or a text are not in the one form that is accepted; the reader says which link that breaks. */
export class FormatError extends Error {}

/** Runs a reader and names the link that its refusal breaks. */
export function orBroken<T>(problem: string, read: () => T): T {
  try {
    return read();
  } catch (e) {
    if (e instanceof FormatError) throw new Broken(problem, { reason: e.message });
    throw e;
  }
}
