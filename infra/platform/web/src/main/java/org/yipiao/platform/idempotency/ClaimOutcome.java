package org.yipiao.platform.idempotency;

import java.util.List;

/** What came of asking for a key. */
sealed interface ClaimOutcome {

  /** The key is ours: do the work, then answer or release under this claim. */
  record Claimed(String claim) implements ClaimOutcome {}

  /** The work was done before. */
  record Answered(StoredAnswer answer) implements ClaimOutcome {}

  /** Another attempt is under way. */
  record InFlight() implements ClaimOutcome {}

  /** The key belongs to another request, which differs here. */
  record Reused(boolean otherEndpoint, List<String> pointers) implements ClaimOutcome {}
}
