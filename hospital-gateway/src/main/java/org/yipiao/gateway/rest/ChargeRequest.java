package org.yipiao.gateway.rest;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.gateway.charge.Charge;
import org.yipiao.gateway.charge.ChargeLine;
import org.yipiao.gateway.charge.Payment;
import org.yipiao.invoice.document.Diagnosis;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;

/**
 * One bill over HTTP. Amounts are whole fen; unit prices are yuan with up to 6 decimals.
 *
 * @param businessNumber the hospital's own key; issuing is idempotent by it
 * @param coverageType 医保类型 in the hospital's words; absent means paid without insurance
 * @param totalFen when given, the lines must sum to it
 * @param payments absent means that all was paid in cash
 */
public record ChargeRequest(
    @NotBlank @Size(max = Charge.MAX_BUSINESS_NUMBER_LENGTH) String businessNumber,
    @NotNull @Valid PayerRequest payer,
    @NotNull @Valid EncounterRequest encounter,
    @Nullable @Size(min = 1, max = 100) String coverageType,
    @Nullable @Size(max = 50) List<@NotNull @Valid DiagnosisRequest> diagnoses,
    @NotEmpty @Size(max = 1000) List<@NotNull @Valid LineRequest> lines,
    @Nullable Long totalFen,
    @Nullable @Valid PaymentsRequest payments) {

  /**
   * Who pays.
   *
   * @param document the national identity document; without one the invoice stays unlinked
   */
  public record PayerRequest(
      @NotBlank @Size(max = 200) String name,
      @Nullable @Valid DocumentRequest document,
      @Nullable @Size(min = 1, max = 64) String phone,
      @Nullable @Size(min = 1, max = 64) String medicalRecordNumber) {

    @Override
    public String toString() {
      return "PayerRequest[masked]";
    }
  }

  /** A national identity document. */
  public record DocumentRequest(
      @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,31}") String type,
      @NotNull @Pattern(regexp = "[0-9A-Za-z()/-]{4,40}") String number) {

    @Override
    public String toString() {
      return "DocumentRequest[masked]";
    }
  }

  /**
   * The visit or stay.
   *
   * @param date of the visit, or of the admission
   * @param discharge of a stay only
   */
  public record EncounterRequest(
      @NotNull EncounterType type,
      @NotNull LocalDate date,
      @Nullable LocalDate discharge,
      @Nullable @Size(min = 1, max = 200) String department,
      @Nullable @Size(min = 1, max = 64) String visitNumber,
      @Nullable @Size(min = 1, max = 200) String facilityType) {}

  /** One diagnosis. */
  public record DiagnosisRequest(
      @NotBlank @Size(max = 64) String code,
      @NotBlank @Size(max = 64) String system,
      @Nullable @Size(min = 1, max = 200) String text) {

    @Override
    public String toString() {
      return "DiagnosisRequest[masked]";
    }
  }

  /**
   * One charged item.
   *
   * @param quantity absent means 1
   * @param amountFen absent means item table price × quantity; given, it must agree with that
   * @param unitPrice yuan; given, it must agree with the item table
   */
  public record LineRequest(
      @NotBlank @Size(max = 64) String itemCode,
      @Nullable BigDecimal quantity,
      @Nullable Long amountFen,
      @Nullable BigDecimal unitPrice,
      @NotNull LocalDate serviceDate,
      @Nullable @Size(min = 1, max = 64) String traceCode) {

    @Override
    public String toString() {
      return "LineRequest[masked]";
    }
  }

  /** Who paid what at the counter; absent parts are 0, and the four sum to the total. */
  public record PaymentsRequest(
      @Nullable @PositiveOrZero Long fundFen,
      @Nullable @PositiveOrZero Long otherFen,
      @Nullable @PositiveOrZero Long accountFen,
      @Nullable @PositiveOrZero Long cashFen) {

    List<Payment> payments() {
      List<Payment> payments = new ArrayList<>(4);
      add(payments, Payment.Fund.FUND, fundFen);
      add(payments, Payment.Fund.OTHER, otherFen);
      add(payments, Payment.Fund.ACCOUNT, accountFen);
      add(payments, Payment.Fund.CASH, cashFen);
      // All of it 0 is a statement, and a wrong one; only leaving it out means all cash.
      return payments.isEmpty()
          ? List.of(new Payment(Payment.Fund.CASH, BigDecimal.ZERO))
          : payments;
    }

    private static void add(List<Payment> payments, Payment.Fund fund, @Nullable Long fen) {
      if (fen != null && fen != 0) {
        payments.add(new Payment(fund, BigDecimal.valueOf(fen, 2)));
      }
    }
  }

  Charge charge() {
    DocumentRequest document = payer.document();
    return new Charge(
        businessNumber,
        new Payer(
            payer.name(),
            document == null ? null : new NationalDocument(document.type(), document.number()),
            payer.phone(),
            payer.medicalRecordNumber()),
        new Encounter(
            encounter.type(),
            encounter.date(),
            encounter.discharge(),
            encounter.department(),
            encounter.visitNumber(),
            encounter.facilityType()),
        coverageType,
        diagnoses == null
            ? List.of()
            : diagnoses.stream()
                .map(given -> new Diagnosis(given.code(), given.system(), given.text()))
                .toList(),
        lines.stream().map(ChargeRequest::line).toList(),
        totalFen == null ? null : BigDecimal.valueOf(totalFen, 2),
        payments == null ? List.of() : payments.payments());
  }

  private static ChargeLine line(LineRequest line) {
    return new ChargeLine(
        line.itemCode(),
        line.quantity(),
        line.amountFen() == null ? null : BigDecimal.valueOf(line.amountFen(), 2),
        line.unitPrice(),
        line.serviceDate(),
        line.traceCode());
  }

  /** Masked: personal data. */
  @Override
  public String toString() {
    return "ChargeRequest[" + lines.size() + " lines]";
  }
}
