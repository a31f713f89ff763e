import { FormatError } from './broken';
import type { Cryptography } from './cryptography';
import { withEpoch } from './epochs';
import type { TrustRoot } from './trust';

/** Gives what proves epochs from that number on, a page of it, parsed (formats.md, `GET /v1/epochs`); it is not believed. */
export type EpochSource = (from: number) => Promise<unknown>;

const mostPages = 64;
const mostOfAPage = 16;

/**
 * The trust roots that follow from one, epoch by epoch, each verified by the one before. Whoever gives the proofs can keep them
 * back and nothing else.
 *
 * @throws Broken for what is not proven, FormatError for what is no page, and whatever the source throws
 */
export async function* following(trust: TrustRoot, source: EpochSource, cryptography: Cryptography): AsyncGenerator<TrustRoot> {
  let present = trust;
  for (let page = 0; page < mostPages; page++) {
    const { changes, last } = readPage(await source(present.epochs.length));
    for (const change of changes) {
      present = await withEpoch(present, change, cryptography);
      yield present;
    }
    if (changes.length === 0 || present.epochs.length > last) return;
  }
}

function readPage(page: unknown): { readonly changes: readonly string[]; readonly last: number } {
  if (typeof page !== 'object' || page === null || !('changes' in page) || !('last' in page)) throw new FormatError('no page of epochs');
  const { changes, last } = page;
  if (!Array.isArray(changes) || changes.length > mostOfAPage || typeof last !== 'number') throw new FormatError('no page of epochs');
  if (!changes.every((change): change is string => typeof change === 'string')) throw new FormatError('no page of epochs');
  return { changes, last };
}
