package org.yipiao.cli;

import java.util.Optional;
import org.yipiao.ledger.client.Membership;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.platform.reason.Reason;

/**
 * What nobody should agree to although the ledger would apply it: a version at whose height every
 * node would stop, or a height that keeps all later versions away. Neither can be taken back.
 *
 * @param asked who takes part, and the present height; empty when no node was asked
 */
record ActivationBounds(Optional<Membership> asked) {

  Optional<ChangeForecast.Refusal> refusal(MembershipOperation operation) {
    if (!(operation instanceof ActivateContract activate)) {
      return Optional.empty();
    }
    int version = activate.change().version();
    if (version > ActivateContract.NEWEST_VERSION) {
      return Optional.of(
          refusal(ChangeText.VERSION_NOT_HERE, version, ActivateContract.NEWEST_VERSION));
    }
    long at = activate.change().atHeight();
    long most = ActivateContract.MOST_BLOCKS_AHEAD;
    return asked
        .map(Membership::height)
        .filter(height -> at - height > most)
        .map(height -> refusal(ChangeText.HEIGHT_TOO_FAR, at, height, most));
  }

  private static ChangeForecast.Refusal refusal(ChangeText text, Object... parameters) {
    return new ChangeForecast.Refusal(text.name(), Reason.of(text, parameters));
  }
}
