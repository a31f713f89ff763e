/**
 * What hospitals, payers and people have written may carry characters that nobody sees: such as turn the order of letters
 * around (U+202E), or hide in a name to make two of one. Selectors of variants are none of them: names have rare characters.
 */
const unseen = /([\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180d\u180f\u3164\uffa0])\1*/gu;
const spaces = /[\t\n\r]+/g;

/** A foreign text in which each unseen character is written out, `[U+202E]`, a run of one once, `[U+200B×3]`. */
export function visible(text: string): string {
  return text.replace(spaces, ' ').replace(unseen, (run, one: string) => {
    const code = (one.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const times = run.length / one.length;
    return times === 1 ? `[U+${code}]` : `[U+${code}×${times}]`;
  });
}

/** The same within a sentence, kept apart from it: letters that run from the right must not move what stands beside them. */
export function isolated(text: string): string {
  return `\u2068${visible(text)}\u2069`;
}
