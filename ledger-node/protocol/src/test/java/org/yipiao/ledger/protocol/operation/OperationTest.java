package org.yipiao.ledger.protocol.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.WireFault;
import org.yipiao.platform.reason.Reason;

class OperationTest {

  @Test
  void everyOperationIsReadBackAsItWasWritten() {
    for (Operation operation : Operations.all()) {
      assertThat(Operation.decode(operation.type().number(), operation.encode()))
          .isEqualTo(operation);
    }
    for (MembershipOperation change : Operations.changes()) {
      Operation read = Operation.decode(change.type().number(), change.encode());
      assertThat(read.encode()).isEqualTo(change.encode());
      assertThat(((MembershipOperation) read).approved().agreement())
          .isEqualTo(change.approved().agreement());
    }
  }

  @Test
  void everySubmittableTypeHasAnOperation() {
    assertThat(both().stream().map(Operation::type))
        .containsExactlyElementsOf(
            Arrays.stream(OperationType.values()).filter(OperationType::submittable).toList());
  }

  private static List<Operation> both() {
    return Stream.concat(Operations.all().stream(), Operations.changes().stream()).toList();
  }

  @Test
  void refusesBytesThatAreCutOffOrFollowed() {
    for (Operation operation : both()) {
      byte[] bytes = operation.encode();
      int type = operation.type().number();
      for (int length = 0; length < bytes.length; length++) {
        byte[] cut = Arrays.copyOf(bytes, length);
        assertThatThrownBy(() -> Operation.decode(type, cut)).isInstanceOf(FormatException.class);
      }
      byte[] followed = Arrays.copyOf(bytes, bytes.length + 1);
      assertThatThrownBy(() -> Operation.decode(type, followed))
          .isInstanceOf(FormatException.class);
    }
  }

  @Test
  void refusesAnUnknownFieldARepeatedOneAndAnotherOrder() {
    byte[] bytes = Operations.issue().encode();
    byte[] unknown = Arrays.copyOf(bytes, bytes.length + 9);
    unknown[bytes.length] = 5 << 3 | 1;
    byte[] repeated = Arrays.copyOf(bytes, bytes.length + 9);
    System.arraycopy(bytes, bytes.length - 9, repeated, bytes.length, 9);
    byte[] swapped = bytes.clone();
    swapped[bytes.length - 9] = bytes[bytes.length - 18];
    swapped[bytes.length - 18] = bytes[bytes.length - 9];
    for (byte[] hostile : new byte[][] {unknown, repeated, swapped}) {
      assertThatThrownBy(() -> Operation.decode(2, hostile)).isInstanceOf(FormatException.class);
    }
  }

  @Test
  void refusesALengthThatIsNotInShortestForm() {
    byte[] bytes = Operations.issue().encode();
    byte[] longer = new byte[bytes.length + 1];
    System.arraycopy(bytes, 0, longer, 0, 10);
    longer[10] = (byte) (32 | 0x80);
    longer[11] = 0;
    System.arraycopy(bytes, 11, longer, 12, bytes.length - 11);
    assertThatThrownBy(() -> Operation.decode(2, longer))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("shortest");
  }

  @Test
  void aMessageIsAsLongAsTheBoundAndNotAByteLonger() {
    byte[] longest = rotation(1_849).encode();
    assertThat(longest).hasSize(3_072);
    int type = OperationType.ROTATE_KEY.number();
    assertThat(Operation.decode(type, longest).encode()).isEqualTo(longest);
    assertThatThrownBy(() -> Operation.decode(type, rotation(1_850).encode()))
        .isInstanceOfSatisfying(
            FormatException.class,
            refused ->
                assertThat(refused.reason())
                    .isEqualTo(Reason.of(WireFault.OPERATION_TOO_LARGE, 3_073)));
  }

  /** With a key of that length, approved by sixteen validators. */
  private static RotateKey rotation(int keyBytes) {
    var change = new RotateKey.Change(5, 1, Digest.sha256(new byte[1]), new byte[keyBytes]);
    var approval = new Approval(1, 1, new byte[64]);
    var agreement = new Agreement(OperationType.ROTATE_KEY, change.encode(), 0, 1);
    return new RotateKey(Approved.by(agreement, Collections.nCopies(16, approval)));
  }

  @Test
  void refusesReservedAndUnknownTypes() {
    byte[] message = Operations.issue().encode();
    for (int type = 0; type < 256; type++) {
      int number = type;
      if (OperationType.of(type).filter(OperationType::submittable).isEmpty()) {
        assertThatThrownBy(() -> Operation.decode(number, message))
            .isInstanceOf(FormatException.class);
      }
    }
  }

  @Test
  void everyReasonAndKindHasANumberOfItsOwnAndASentence() {
    for (ReversalReason reason : ReversalReason.values()) {
      assertThat(ReversalReason.of(reason.number())).contains(reason);
      assertThat(reason.sentence()).endsWith(".");
    }
    for (EvidenceKind kind : EvidenceKind.values()) {
      assertThat(EvidenceKind.of(kind.number())).contains(kind);
      assertThat(kind.sentence()).endsWith(".");
    }
    assertThat(ReversalReason.of(0)).isEmpty();
    assertThat(EvidenceKind.of(-1)).isEmpty();
  }

  @Test
  void typesOfALaterVersionAreNotOfAnEarlierOne() {
    assertThat(Arrays.stream(OperationType.values()).filter(type -> type.submittableUnder(1)))
        .hasSize(Operations.ofVersion1().size() + 1)
        .contains(OperationType.ACTIVATE_CONTRACT);
    assertThat(Arrays.stream(OperationType.values()).filter(type -> type.submittableUnder(2)))
        .containsExactlyElementsOf(
            Arrays.stream(OperationType.values()).filter(OperationType::submittable).toList());
  }

  @Test
  void outcomeNumbersAreUniqueAndFitTheirField() {
    var numbers = new HashSet<Integer>();
    for (Outcome outcome : Outcome.values()) {
      assertThat(numbers.add(outcome.number())).as(outcome.name()).isTrue();
      assertThat(outcome.number()).isBetween(0, 0xffff);
      assertThat(Outcome.of(outcome.number())).contains(outcome);
      assertThat(Reason.of(outcome).in(Locale.ENGLISH)).endsWith(".");
      assertThat(Reason.of(outcome).in(Locale.SIMPLIFIED_CHINESE)).endsWith("。");
    }
    assertThat(Outcome.of(9_999)).isEmpty();
  }
}
