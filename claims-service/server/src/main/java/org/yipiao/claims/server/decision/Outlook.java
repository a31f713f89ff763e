package org.yipiao.claims.server.decision;

import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.Decision;
import org.yipiao.claims.server.claim.ClaimRefusal;

/** What a bill comes to in a person's year as it stands, by what the ledger holds of it. */
sealed interface Outlook {

  /** It would be the same whatever others still leave. */
  sealed interface Settled extends Outlook {}

  /** The plan decides. */
  record Decided(Decision decision) implements Settled {}

  /**
   * It is refused before the plan is asked.
   *
   * @param remainingFen what is left of the invoice, where that is the reason
   */
  record Refused(ClaimRefusal refusal, @Nullable Long remainingFen) implements Settled {}

  /**
   * It may come out otherwise once others have left what they have reserved of the invoice, or hold
   * in the year and are not paid yet.
   *
   * @param asItStands what it comes to if they leave nothing
   */
  record DependsOnOthers(Settled asItStands) implements Outlook {}
}
