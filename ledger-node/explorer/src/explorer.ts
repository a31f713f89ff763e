import { Judge, type FinalNote } from './proof/judge';
import type { Verdict } from './proof/verdict';
import { follow, type Connection } from './net/follow';
import { LedgerNode, Problem } from './net/node';
import type { CheckpointFacts, Overview, PaceCut } from './net/shapes';
import { PaceRing } from './pace';
import { Store } from './store';
import { EpochFollower } from './trust/follower';
import { goneOn, readKeys, type Keys, type KeysFound } from './trust/keys';

/** A checkpoint and what this browser found; null while it looks. */
export interface SeenCheckpoint {
  readonly facts: CheckpointFacts;
  readonly verdict: Verdict<FinalNote> | null;
}

/** What went wrong with the last question to the node. */
export type Trouble = Problem | 'unreachable' | null;

/** What does not verify may be cosigned by validators that are not known yet. */
const ofALaterEpoch = new Set(['EPOCH', 'LOG_SIGNATURE', 'QUORUM']);

const overviewMillis = 2_000;
const paceMillis = 2_000;
const mostCheckpoints = 200;
const firstCheckpoints = 20;

/** All that the page knows; the views look at its stores. */
export class Explorer {
  readonly node = new LedgerNode();
  readonly overview = new Store<Overview | null>(null);
  readonly trouble = new Store<Trouble>(null);
  readonly keys = new Store<KeysFound | null>(null);
  /** The newest first. */
  readonly checkpoints = new Store<readonly SeenCheckpoint[]>([]);
  readonly connection = new Store<Connection>('lost');
  readonly pace = new Store(new PaceRing());
  readonly member = this.node.member;
  private readonly epochs = new EpochFollower(this.node);
  private judging = new Judge(null);
  private fromNode: KeysFound | null = null;

  get judge(): Judge {
    return this.judging;
  }

  /** The size of the newest checkpoint that this browser has verified. */
  get knownSize(): bigint {
    return this.checkpoints.value.reduce(
      (largest, { verdict }) => (verdict?.standing === 'holds' && verdict.value.size > largest ? verdict.value.size : largest),
      0n,
    );
  }

  start(): void {
    void this.keysFromNode();
    void this.olderCheckpoints(firstCheckpoints);
    void follow(
      this.node,
      { onCheckpoint: (facts) => this.saw([facts]), onConnection: (connection) => this.connection.set(connection) },
      new AbortController().signal,
    );
    void this.every(overviewMillis, async () => {
      const overview = await this.node.json<Overview>('explorer/api/overview');
      this.overview.set(overview);
      await this.followTo(BigInt(overview.ledger.epoch));
    });
    void this.every(paceMillis, async () => {
      const { pace } = await this.node.json<{ pace: PaceCut }>(`explorer/api/figures?from=${this.pace.value.next}`);
      this.pace.set(this.pace.value.with(pace));
    });
  }

  become(token: string | null): void {
    this.node.become(token);
  }

  async keysFromNode(): Promise<void> {
    try {
      this.fromNode ??= await readKeys(await this.node.bytes('explorer/api/trust'), 'node');
      await this.use(this.fromNode);
    } catch {
      // Without them nothing is marked; asked again together with everything else.
      setTimeout(() => this.keys.value === null && void this.keysFromNode(), overviewMillis);
    }
  }

  async keysFromFile(file: File): Promise<KeysFound> {
    const found = await readKeys(new Uint8Array(await file.slice(0, (1 << 20) + 1).arrayBuffer()), 'file');
    if (found.kind === 'keys') await this.use(found);
    return found;
  }

  private async use(found: KeysFound): Promise<void> {
    this.judging = new Judge(found.kind === 'keys' ? found.keys.trust : null);
    this.keys.set(found);
    this.checkpoints.set(this.checkpoints.value.map(({ facts }) => ({ facts, verdict: null })));
    await Promise.all(this.checkpoints.value.map(({ facts }) => this.verify(facts)));
  }

  /** The node says that there is an epoch: unless it is known here, it has to prove it. */
  private async followTo(epoch: bigint): Promise<void> {
    const { value } = this.keys;
    if (value?.kind === 'keys' && epoch >= BigInt(value.keys.trust.epochs.length)) await this.follow(value.keys);
  }

  private async follow(keys: Keys): Promise<void> {
    const trust = await this.epochs.later(keys.trust);
    const { value } = this.keys;
    // Meanwhile the reader may have loaded others.
    if (trust !== null && value?.kind === 'keys' && value.keys === keys) await this.use({ kind: 'keys', keys: goneOn(keys, trust) });
  }

  /** Asks for those before the oldest that is shown. */
  async olderCheckpoints(limit = firstCheckpoints): Promise<void> {
    const oldest = this.checkpoints.value.at(-1)?.facts.size;
    const before = oldest === undefined ? '' : `&before=${oldest}`;
    try {
      this.saw(await this.node.json<readonly CheckpointFacts[]>(`explorer/api/checkpoints?limit=${limit}${before}`));
    } catch (failure) {
      this.failed(failure);
    }
  }

  private saw(facts: readonly CheckpointFacts[]): void {
    const known = new Set(this.checkpoints.value.map((each) => each.facts.note));
    const fresh = facts.filter(({ note }) => !known.has(note));
    if (fresh.length === 0) return;
    const all = [...this.checkpoints.value, ...fresh.map((each) => ({ facts: each, verdict: null }))];
    all.sort((a, b) => b.facts.size - a.facts.size);
    this.checkpoints.set(all.slice(0, mostCheckpoints));
    for (const each of fresh) void this.verify(each);
  }

  private async verify(facts: CheckpointFacts): Promise<void> {
    const { judge } = this;
    if (this.keys.value === null) return;
    const verdict = sizeAsNoted(await judge.checkpoint(facts.note), facts);
    if (judge !== this.judge) return;
    this.checkpoints.set(this.checkpoints.value.map((each) => (each.facts === facts ? { facts, verdict } : each)));
    if (verdict.standing === 'broken' && ofALaterEpoch.has(verdict.problem)) {
      const { value } = this.keys;
      if (value?.kind === 'keys') await this.follow(value.keys);
    }
  }

  private async every(millis: number, ask: () => Promise<void>): Promise<void> {
    for (;;) {
      try {
        await ask();
        this.trouble.set(null);
      } catch (failure) {
        this.failed(failure);
      }
      await new Promise((later) => setTimeout(later, millis));
    }
  }

  private failed(failure: unknown): void {
    this.trouble.set(failure instanceof Problem ? failure : 'unreachable');
  }
}

/** The figures beside a note are the node's word; they may not be others than the note's. */
function sizeAsNoted(verdict: Verdict<FinalNote>, facts: CheckpointFacts): Verdict<FinalNote> {
  return verdict.standing === 'holds' && verdict.value.size !== BigInt(facts.size)
    ? { standing: 'broken', problem: 'CHECKPOINT_FORMAT', detail: { size: String(verdict.value.size) } }
    : verdict;
}
