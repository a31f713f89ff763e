import { Broken, FormatError, Unable } from '@app/verifier/broken';
import { Cryptography } from '@app/verifier/cryptography';
import { following } from '@app/verifier/following';
import type { TrustRoot } from '@app/verifier/trust';
import { Problem, Unreachable, type LedgerNode } from '../net/node';

const pauseMillis = 2_000;

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
      const source = async (from: number): Promise<unknown> => JSON.parse(await this.node.text(`v1/epochs?from=${from}`));
      for await (const next of following(trust, source, cryptography)) present = next;
    } catch (e) {
      // A lie, a refusal or no answer: what was proven before it stays proven.
      if (![Broken, Unable, FormatError, Problem, Unreachable, SyntaxError].some((kind) => e instanceof kind)) throw e;
    }
    return present;
  }
}
