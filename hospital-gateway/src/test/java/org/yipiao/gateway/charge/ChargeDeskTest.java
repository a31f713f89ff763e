package org.yipiao.gateway.charge;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.reason.Reason;

class ChargeDeskTest {

  private static final LocalDate DAY = LocalDate.of(2026, 6, 1);

  @TempDir private Path directory;
  private final TestHospital hospital = new TestHospital();

  private static Charge charge(String businessNumber, ChargeLine... lines) {
    Charge good = Messages.charge(businessNumber);
    return new Charge(
        businessNumber,
        good.payer(),
        good.encounter(),
        good.coverageType(),
        List.of(),
        List.of(lines),
        null,
        List.of());
  }

  private static ChargeLine line(
      String item, String quantity, @Nullable String amount, LocalDate day) {
    return new ChargeLine(
        item,
        new BigDecimal(quantity),
        amount == null ? null : new BigDecimal(amount),
        null,
        day,
        null);
  }

  private static RefusalCode refusal(Acceptance acceptance) {
    return ((Acceptance.Refused) acceptance).faults().getFirst().code();
  }

  private static InvoiceId invoice(Acceptance acceptance) {
    return ((Acceptance.Accepted) acceptance).invoice().invoiceId();
  }

  @Test
  void takesFourteenDigitsOfFenAndRefusesFifteenNoneAndLess() {
    try (TestDesk desk = TestDesk.open(directory, hospital, 100)) {
      long before = desk.numbers().remaining();
      Acceptance most = desk.charges().accept(charge("MOST", line("BIG", "1", null, DAY)));
      assertThat(((Acceptance.Accepted) most).invoice().total().fen())
          .isEqualTo(99_999_999_999_999L);
      assertThat(refusal(desk.charges().accept(charge("15", line("BIG", "2", null, DAY)))))
          .isEqualTo(RefusalCode.AMOUNT_TOO_LARGE);
      assertThat(
              refusal(
                  desk.charges()
                      .accept(
                          charge("SUM", line("BIG", "1", null, DAY), line("LAB", "1", null, DAY)))))
          .isEqualTo(RefusalCode.AMOUNT_TOO_LARGE);
      assertThat(refusal(desk.charges().accept(charge("0", line("LAB", "0", null, DAY)))))
          .isEqualTo(RefusalCode.QUANTITY_NOT_POSITIVE);
      assertThat(refusal(desk.charges().accept(charge("-1", line("LAB", "-1", null, DAY)))))
          .isEqualTo(RefusalCode.QUANTITY_NOT_POSITIVE);
      assertThat(refusal(desk.charges().accept(charge("A0", line("LAB", "1", "0", DAY)))))
          .isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
      assertThat(refusal(desk.charges().accept(charge("A-", line("LAB", "1", "-25", DAY)))))
          .isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
      assertThat(refusal(desk.charges().accept(charge("TINY", line("CHEAP", "1", null, DAY)))))
          .isEqualTo(RefusalCode.AMOUNT_NOT_POSITIVE);
      assertThat(desk.numbers().remaining()).isEqualTo(before - 1);
    }
  }

  @Test
  void anItemCountsOnTheDayOfItsService() {
    try (TestDesk desk = TestDesk.open(directory, hospital, 10)) {
      LocalDate lastDay = LocalDate.of(2025, 12, 31);
      assertThat(desk.charges().accept(charge("LAST", line("OLD", "1", null, lastDay))))
          .isInstanceOf(Acceptance.Accepted.class);
      assertThat(
              refusal(
                  desk.charges()
                      .accept(charge("AFTER", line("OLD", "1", null, lastDay.plusDays(1))))))
          .isEqualTo(RefusalCode.ITEM_NOT_VALID_ON_DATE);
    }
  }

  @Test
  void oneBillTwiceInABatchHasOneNumberAndAnotherUnderItIsRefusedNamingTheDifference() {
    Charge bill = charge("TWICE", line("LAB", "1", null, DAY));
    Charge other = charge("TWICE", line("LAB", "2", null, DAY));
    try (TestDesk desk = TestDesk.open(directory, hospital, 10)) {
      List<Acceptance> answers = desk.charges().accept(List.of(bill, bill, other));
      assertThat(invoice(answers.get(1))).isEqualTo(invoice(answers.get(0)));
      assertThat(answers.get(2))
          .isInstanceOfSatisfying(
              Acceptance.Refused.class,
              refused -> {
                assertThat(refused.faults().getFirst().code())
                    .isEqualTo(RefusalCode.BUSINESS_NUMBER_REUSED);
                Reason reason = refused.faults().getFirst().reason();
                assertThat(reason.in(Locale.ENGLISH)).endsWith("differ in the lines");
                assertThat(reason.in(Locale.SIMPLIFIED_CHINESE)).endsWith("不同之处：明细");
              });
      assertThat(desk.numbers().remaining()).isEqualTo(9);
    }
  }

  @Test
  void aBillThatManyHandInAtOnceHasOneNumber() throws Exception {
    try (TestDesk desk = TestDesk.open(directory, hospital, 10);
        ExecutorService counters = Executors.newFixedThreadPool(8)) {
      List<Future<Acceptance>> answers =
          IntStream.range(0, 40)
              .mapToObj(_ -> counters.submit(() -> desk.charges().accept(Messages.charge("SAME"))))
              .toList();
      Set<InvoiceId> invoices =
          answers.stream()
              .map(answer -> {
                try {
                  return invoice(answer.get());
                } catch (Exception e) {
                  throw new AssertionError(e);
                }
              })
              .collect(Collectors.toSet());
      assertThat(invoices).hasSize(1);
      assertThat(desk.numbers().remaining()).isEqualTo(9);
    }
  }

  @Test
  void refusesByItsOwnNameWhenNoNumberIsLeftAndStillAnswersWhatItAccepted() {
    try (TestDesk desk = TestDesk.open(directory, hospital, 2)) {
      Acceptance first = desk.charges().accept(Messages.charge("N1"));
      List<Acceptance> rest =
          desk.charges().accept(List.of(Messages.charge("N2"), Messages.charge("N3")));
      assertThat(rest.getFirst()).isInstanceOf(Acceptance.Accepted.class);
      assertThat(refusal(rest.getLast())).isEqualTo(RefusalCode.OUT_OF_NUMBERS);
      assertThat(RefusalCode.OUT_OF_NUMBERS.retryable()).isTrue();
      assertThat(invoice(desk.charges().accept(Messages.charge("N1")))).isEqualTo(invoice(first));
      assertThat(desk.spool().bill("N3")).isEmpty();
    }
  }
}
