package org.yipiao.quickstart.demo.promises;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

class PayoutCheckTest {

  private static final InvoiceId INVOICE = InvoiceId.parse("110601260000000001");
  private static final ClaimId CLAIM = ClaimId.random(new Random(1));
  private static final ClaimId OTHER = ClaimId.random(new Random(2));
  private static final Money AMOUNT = Money.parseYuan("595.00");
  private static final byte[] SETTLED = leaf(settle(CLAIM, AMOUNT), Outcome.APPLIED);

  private static Operation settle(ClaimId claim, Money amount) {
    return SettleReimbursement.of(INVOICE, claim, amount, Digest.ZERO);
  }

  private static byte[] leaf(Operation operation, Outcome outcome) {
    return MadeUpLog.leaf(operation, 2, outcome).encode();
  }

  private static List<String> faults(List<Long> transfers, byte[]... leaves) throws Exception {
    return new PayoutCheck(_ -> transfers, List.of(leaves)::forEach, Duration.ZERO)
        .faults(INVOICE, CLAIM, AMOUNT);
  }

  @Test
  void findsNothingWhereBankAndLedgerHaveThePayoutOnce() throws Exception {
    byte[] another = leaf(settle(OTHER, Money.ofFen(1)), Outcome.APPLIED);
    assertThat(faults(List.of(59_500L), another, SETTLED)).isEmpty();
  }

  @Test
  void doesNotBelieveAPayoutThatTheBankHasNotExecutedJustOnceAndInFull() throws Exception {
    assertThat(faults(List.of(), SETTLED))
        .containsExactly(
            "claim %s is called paid with 59500 fen, the bank's book has transfers of []"
                .formatted(CLAIM));
    assertThat(faults(List.of(59_500L, 59_500L), SETTLED))
        .singleElement()
        .asString()
        .endsWith("[59500, 59500]");
    assertThat(faults(List.of(59_499L), SETTLED)).singleElement().asString().endsWith("[59499]");
  }

  @Test
  void doesNotBelieveAPayoutThatIsNotSettledOnTheLedger() throws Exception {
    List<Long> paid = List.of(59_500L);
    String none =
        "claim %s is called paid with 59500 fen, the ledger has settlements of []".formatted(CLAIM);
    assertThat(faults(paid)).containsExactly(none);
    assertThat(faults(paid, leaf(settle(OTHER, AMOUNT), Outcome.APPLIED))).containsExactly(none);
    assertThat(faults(paid, leaf(settle(CLAIM, AMOUNT), Outcome.NOT_COMMITTED)))
        .containsExactly(none);
    assertThat(faults(paid, leaf(settle(CLAIM, Money.ofFen(1)), Outcome.APPLIED)))
        .singleElement()
        .asString()
        .endsWith("settlements of [1]");
    assertThat(faults(paid, SETTLED, SETTLED)).hasSize(1);
  }

  @Test
  void waitsForANodeThatIsBehind() throws Exception {
    var answers = new ArrayDeque<List<byte[]>>();
    answers.add(List.of());
    answers.add(List.of(SETTLED));
    FinalLog log = taker -> answers.removeFirst().forEach(taker);
    var check = new PayoutCheck(_ -> List.of(59_500L), log, Duration.ofMinutes(1));
    assertThat(check.faults(INVOICE, CLAIM, AMOUNT)).isEmpty();
    assertThat(answers).isEmpty();
  }
}
