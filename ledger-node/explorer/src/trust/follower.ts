import { Broken, Unable } from '@app/verifier/broken';
import { Cryptography } from '@app/verifier/cryptography';
import type { TrustRoot } from '@app/verifier/trust';
import { Problem, Unreachable, type LedgerNode } from '../net/node';
import { withEpoch } from './epochs';

const pauseMillis = 2_000;
const mostPages = 64;
const mostOfAPage = 16;

/**
 * Goes on from a trust root with the ledger's epochs: the node is asked for what proves them, and each is verified here by the one
 * before. The node can keep them back and nothing else.
 */
export class EpochFollower {
  private notBefore = 0;
  private busy = false;

  constructor(
    private readonly node: Pick<LedgerNode, 'text'>,
    private readonly subtle: SubtleCrypto | null = globalThis.crypto?.subtle ?? null,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** @returns null where nothing later is proven, or the node was asked a moment ago */
  async later(trust: TrustRoot): Promise<TrustRoot | null> {
    if (this.subtle === null || this.busy || this.now() < this.notBefore) return null;
    this.busy = true;
    try {
      const present = await this.follow(trust, new Cryptography(this.subtle));
      return present === trust ? null : present;
    } finally {
      this.busy = false;
      this.notBefore = this.now() + pauseMillis;
    }
  }

  private async follow(trust: TrustRoot, cryptography: Cryptography): Promise<TrustRoot> {
    let present = trust;
    try {
      for (let page = 0; page < mostPages; page++) {
        const { changes, last } = readPage(await this.node.text(`v1/epochs?from=${present.epochs.length}`));
        for (const change of changes) present = await withEpoch(present, change, cryptography);
        if (changes.length === 0 || present.epochs.length > last) break;
      }
    } catch (e) {
      // A lie, a refusal or no answer: what was proven before it stays proven.
      if (![Broken, Unable, Problem, Unreachable, SyntaxError].some((kind) => e instanceof kind)) throw e;
    }
    return present;
  }
}

function readPage(text: string): { readonly changes: readonly string[]; readonly last: number } {
  const page: unknown = JSON.parse(text);
  if (typeof page !== 'object' || page === null || !('changes' in page) || !('last' in page)) throw new SyntaxError('no page of epochs');
  const { changes, last } = page;
  if (!Array.isArray(changes) || changes.length > mostOfAPage || typeof last !== 'number') throw new SyntaxError('no page of epochs');
  if (!changes.every((change): change is string => typeof change === 'string')) throw new SyntaxError('no page of epochs');
  return { changes, last };
}
