package org.yipiao.claims.server.web;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
import org.yipiao.claims.api.EstimateClaim;
import org.yipiao.claims.api.EstimateClaim.Encounter;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.ReasonCode;

/**
 * The facts of an estimate, each of which has its form, as a decision takes them: days within the
 * years that plans know, and sums within the range of money. That lines and payments add up to the
 * total is for the plan to say.
 */
final class EstimateFacts {

  private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2999, 12, 31);

  private EstimateFacts() {}

  /**
   * @throws ProblemException naming the field that breaks a rule
   */
  static InvoiceFacts read(EstimateClaim.Facts facts) {
    boolean stay = facts.encounter() == Encounter.INPATIENT;
    checkDays(facts.serviceDate(), facts.admissionDate(), stay);
    checkSum("/facts/lines", facts.lines().stream().mapToLong(EstimateClaim.Line::amountFen).sum());
    checkSum(
        "/facts/cashPayFen",
        LongStream.of(
                facts.fundPayFen(), facts.otherPayFen(), facts.accountPayFen(), facts.cashPayFen())
            .sum());
    return new InvoiceFacts(
        facts.hospitalCreditCode(),
        facts.region(),
        stay ? EncounterType.INPATIENT : EncounterType.OUTPATIENT,
        facts.serviceDate(),
        facts.admissionDate(),
        facts.totalFen(),
        facts.fundPayFen(),
        facts.otherPayFen(),
        facts.accountPayFen(),
        facts.cashPayFen(),
        facts.lines().stream().map(EstimateFacts::line).toList());
  }

  private static void checkDays(LocalDate service, @Nullable LocalDate admission, boolean stay) {
    if (service.isBefore(FIRST) || service.isAfter(LAST)) {
      throw refused(
          "/facts/serviceDate", PlatformReason.OUT_OF_RANGE, FIRST.toString(), LAST.toString());
    }
    if (stay && admission == null) {
      throw refused("/facts/admissionDate", PlatformReason.REQUIRED);
    }
    if (!stay && admission != null) {
      throw refused("/facts/admissionDate", FieldReason.OF_STAYS_ALONE);
    }
    if (admission != null && (admission.isAfter(service) || admission.isBefore(FIRST))) {
      throw refused(
          "/facts/admissionDate",
          PlatformReason.OUT_OF_RANGE,
          FIRST.toString(),
          service.toString());
    }
  }

  /** Of amounts that are each in range, of which there are too few to overflow. */
  private static void checkSum(String pointer, long fen) {
    if (fen > Money.MAX_FEN) {
      throw refused(pointer, PlatformReason.TOO_GREAT, String.valueOf(Money.MAX_FEN));
    }
  }

  private static ProblemException refused(String pointer, ReasonCode reason, Object... parameters) {
    return new ProblemException(
        PlatformProblem.FIELDS_INVALID, List.of(FieldFault.of(pointer, reason, parameters)));
  }

  private static InvoiceFacts.Line line(EstimateClaim.Line line) {
    CatalogueClass printed =
        switch (line.printedClass()) {
          case A -> CatalogueClass.A;
          case B -> CatalogueClass.B;
          case C -> CatalogueClass.C;
        };
    return new InvoiceFacts.Line(
        line.itemCode(),
        line.amountFen(),
        line.quantity(),
        line.serviceDate(),
        printed,
        line.printedPrepayRatio(),
        line.printedCap());
  }
}
