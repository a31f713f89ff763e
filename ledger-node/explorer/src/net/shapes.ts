/** What a node says of the ledger, of itself and of its members; see `OverviewView` of the node. */
export interface Overview {
  readonly ledger: {
    readonly origin: string;
    readonly ledgerId: string;
    readonly suite: string;
    readonly founded: string;
    readonly contractVersion: number;
    readonly next: { readonly version: number; readonly fromHeight: number } | null;
    readonly epoch: number;
    readonly validators: number;
    readonly quorum: number;
  };
  readonly node: NodeFacts;
  readonly members: readonly Member[];
}

export interface NodeFacts {
  readonly member: number;
  readonly status: string;
  readonly reason: string;
  readonly engine: string;
  readonly engineReason: string;
  /** Since when its member is none of the validators; null while it is one. */
  readonly absence: { readonly epoch: number; readonly fromSize: number; readonly since: string | null; readonly dismissed: boolean } | null;
  readonly cosigning: boolean;
  readonly height: number;
  readonly size: number;
  readonly finalSize: number;
  readonly finalAt: string | null;
  readonly finalityLagMillis: number;
  readonly submissions: number;
  readonly now: string;
}

export interface Member {
  readonly number: number;
  readonly name: string;
  readonly kind: string;
  readonly validator: boolean;
  readonly suspended: boolean;
  readonly cosignature: { readonly size: number; readonly at: string } | null;
  readonly withheldMillis: number;
  readonly silentMillis: number;
  readonly lies: Readonly<Record<string, number>>;
}

export interface CheckpointFacts {
  readonly height: number;
  readonly size: number;
  readonly finalAt: string;
  readonly note: string;
}

/** One entry for each second; quantiles are −1 where nothing was timed. */
export interface PaceCut {
  readonly from: number;
  readonly operations: readonly number[];
  readonly p50Millis: readonly number[];
  readonly p99Millis: readonly number[];
  readonly whole: { readonly p50Millis: number; readonly p99Millis: number };
}

export interface OperationFacts {
  readonly index: number;
  readonly leaf: string;
  readonly proof: string;
}

/** Where operations of an invoice stand among the leaves from `from` to before `before`. */
export interface InvoiceOperations {
  readonly from: number;
  readonly before: number;
  readonly indexes: readonly number[];
}
