package org.yipiao.claims.server.payout;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the reasons of a rejection say of the payment (ISO 20022, external status reason codes).
 *
 * <p>A message is handed over again while nobody knows whether the bank has it, and a bank may
 * report on the second copy under the name of both. That this one is a duplicate, too late or not
 * covered by funds says nothing of the first, which may have been executed. So a payment is taken
 * for not made only for reasons that hold whichever copy is answered: that the account, or whose it
 * is, cannot be paid. They are listed, and not those that leave it open: a reason that nobody has
 * thought of costs a person's look and not a second payment.
 */
final class RejectionReasons {

  /** Of a message, a payment, a transaction or one of their ids: there is another, maybe paid. */
  private static final Set<String> DUPLICATE =
      Set.of("AM05", "DU01", "DU02", "DU03", "DU04", "DU05");

  /** What can stand in the name of a cause. */
  private static final Pattern CODE = Pattern.compile("[A-Z0-9]{1,35}");

  private final Set<String> certain;

  /**
   * @param certain those with which this bank says that the payment itself was not made
   */
  RejectionReasons(List<String> certain) {
    this.certain = Set.copyOf(certain);
  }

  /**
   * Why it is not certain that the payment was not made, a stable upper-case name; empty when it
   * is. A duplicate never is, whatever the bank's list says.
   */
  Optional<String> doubt(List<String> reasons) {
    if (reasons.stream().anyMatch(DUPLICATE::contains)) {
      return Optional.of("BANK_SAYS_DUPLICATE");
    }
    if (reasons.isEmpty()) {
      return Optional.of("BANK_REJECTED_WITHOUT_REASON");
    }
    return reasons.stream()
        .filter(reason -> !certain.contains(reason))
        .findFirst()
        .map(reason -> "BANK_REJECTED_FOR_" + (CODE.matcher(reason).matches() ? reason : "OTHER"));
  }
}
