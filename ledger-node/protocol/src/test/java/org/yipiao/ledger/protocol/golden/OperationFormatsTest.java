package org.yipiao.ledger.protocol.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.Operations;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;

/** Each operation as an element of a transaction. A new one fails here until it has a fixture. */
class OperationFormatsTest {

  private static final Map<OperationType, List<String>> FIELDS =
      Map.ofEntries(
          Map.entry(
              OperationType.ALLOCATE_NUMBERS,
              List.of("hospital", "gateway_instance", "first_invoice_id", "count")),
          Map.entry(
              OperationType.ISSUE_INVOICE,
              List.of("invoice_id", "commitment", "claimable_fen", "total_fen")),
          Map.entry(
              OperationType.REVERSE_INVOICE,
              List.of("invoice_id", "red_invoice_id", "red_commitment", "reason")),
          Map.entry(OperationType.MARK_PAPER_PRINTED, List.of("invoice_id", "paper_number_digest")),
          Map.entry(OperationType.CANCEL_PAPER, List.of("invoice_id")),
          Map.entry(
              OperationType.RESERVE_REIMBURSEMENT,
              List.of(
                  "invoice_id",
                  "claim_id",
                  "amount_fen",
                  "benefit_digest",
                  "consent_digest",
                  "trace_digest",
                  "expiry_epoch_nanos",
                  "commit",
                  "medium")),
          Map.entry(OperationType.COMMIT_RESERVATION, List.of("invoice_id", "claim_id")),
          Map.entry(
              OperationType.SETTLE_REIMBURSEMENT,
              List.of("invoice_id", "claim_id", "amount_fen", "payment_digest")),
          Map.entry(
              OperationType.RELEASE_REIMBURSEMENT,
              List.of("invoice_id", "claim_id", "rejection_digest")),
          Map.entry(
              OperationType.RETURN_REIMBURSEMENT,
              List.of("invoice_id", "claim_id", "return_id", "amount_fen", "evidence_digest")),
          Map.entry(OperationType.ANCHOR_EVIDENCE, List.of("evidence_digest", "kind")),
          Map.entry(
              OperationType.ADMIT_MEMBER,
              List.of("number", "name", "kind", "credit_code", "transaction_key", "validator")),
          Map.entry(OperationType.ROTATE_KEY, List.of("member", "purpose", "old_key", "new_key")),
          Map.entry(OperationType.SUSPEND_MEMBER, List.of("member")),
          Map.entry(OperationType.ACTIVATE_CONTRACT, List.of("version", "at_height")));

  @Test
  void keepTheirBytesAndAreReadBack() {
    Operations.all().forEach(operation -> check(name(operation.type()), operation));
    Operations.changes().forEach(change -> check(name(change.type()), change));
    check("operation-32-of-a-validator", admissionOfAValidator());
  }

  @Test
  void everyOneThatMembersMaySendHasAFixture() {
    Set<String> due =
        EnumSet.allOf(OperationType.class).stream()
            .filter(OperationType::submittable)
            .map(OperationFormatsTest::name)
            .collect(Collectors.toCollection(TreeSet::new));
    due.add("operation-32-of-a-validator");
    assertThat(Fixture.names().stream().filter(name -> name.startsWith("operation-")))
        .containsExactlyInAnyOrderElementsOf(due);
  }

  private static void check(String name, Operation operation) {
    Fixture.check(
        name,
        operation.type().name() + ": " + operation.type().sentence(),
        operation.element(),
        fields -> {
          fields.take("type", 1);
          if (operation instanceof MembershipOperation) {
            change(fields, operation.type());
          } else {
            fields.message(fieldsOf(operation.type()));
          }
        },
        element ->
            Operation.decode(element[0] & 0xff, Arrays.copyOfRange(element, 1, element.length))
                .element());
  }

  private static String[] fieldsOf(OperationType type) {
    return FIELDS.getOrDefault(type, List.of()).toArray(String[]::new);
  }

  private static void change(Spelled fields, OperationType type) {
    fields.open(1, "content");
    for (String name : fieldsOf(type)) {
      fields.field(List.of(fieldsOf(type)).indexOf(name) + 1, "content." + name);
    }
    fields.field(2, "epoch").field(3, "expiry_epoch_nanos").open(4, "approvals");
    for (int i = 1; i <= 3; i++) {
      String approval = "approval." + i;
      fields.take(approval + ".member 4", approval + ".key_id 4", approval + ".signature 64");
    }
  }

  private static AdmitMember admissionOfAValidator() {
    var change =
        new AdmitMember.Change(
            7,
            "insurer-three",
            MemberKind.PAYER.number(),
            SeededConsortium.creditCode(7).value(),
            SeededConsortium.transactionKey(7).getPublic().getEncoded(),
            SeededConsortium.validator(7).encode());
    var agreement =
        Agreement.until(
            OperationType.ADMIT_MEMBER,
            change.encode(),
            3,
            SeededConsortium.START.plusSeconds(86_400));
    return new AdmitMember(
        SeededConsortium.approved(SeededConsortium.genesis(2), agreement, 1, 2, 3));
  }

  private static String name(OperationType type) {
    return "operation-" + type.number();
  }
}
