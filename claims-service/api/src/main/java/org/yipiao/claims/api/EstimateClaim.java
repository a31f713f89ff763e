package org.yipiao.claims.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a claim on an invoice would come to, without making one. The facts are the asker's: an
 * estimate reads no invoice and proves nothing.
 *
 * @param payer tenant of the payer
 * @param invoiceId 18 digits
 * @param personId the insured, 64 lowercase hexadecimal characters
 * @param policy the payer's name for the policy or scheme under which would be claimed
 * @param facts what the invoice says, as far as a decision needs it
 */
public record EstimateClaim(
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String payer,
    @NotNull @Pattern(regexp = "[0-9]{18}") String invoiceId,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String personId,
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String policy,
    @NotNull @Valid Facts facts) {

  private static final long MAX_FEN = 99_999_999_999_999L;
  private static final int MAX_LINES = 1_000;

  /** The kind of care. */
  public enum Encounter {
    OUTPATIENT,
    INPATIENT
  }

  /** 甲, 乙 or 丙, as the hospital printed it. */
  public enum PrintedClass {
    A,
    B,
    C
  }

  /**
   * No name, number or diagnosis.
   *
   * @param hospitalCreditCode unified social credit code, 18 characters
   * @param region where the care took place, 6 digits
   * @param serviceDate the visit's day, for a stay the day of discharge; from 2000 to 2999
   * @param admissionDate first day of a stay, null for a visit
   * @param totalFen of the bill; the payments at the counter and the lines each sum to it
   */
  public record Facts(
      @NotNull @Pattern(regexp = "[0-9A-Z]{18}") String hospitalCreditCode,
      @NotNull @Pattern(regexp = "[0-9]{6}") String region,
      @NotNull Encounter encounter,
      @NotNull LocalDate serviceDate,
      @Nullable LocalDate admissionDate,
      @Min(1) @Max(MAX_FEN) long totalFen,
      @Min(0) @Max(MAX_FEN) long fundPayFen,
      @Min(0) @Max(MAX_FEN) long otherPayFen,
      @Min(0) @Max(MAX_FEN) long accountPayFen,
      @Min(0) @Max(MAX_FEN) long cashPayFen,
      @NotEmpty @Size(max = MAX_LINES) List<@NotNull @Valid Line> lines) {

    /** Health data: shows the kind of care alone. */
    @Override
    public String toString() {
      return "Facts[" + encounter + "]";
    }
  }

  /**
   * One line of the bill.
   *
   * @param quantity more than 0, at most 6 decimals
   * @param printedPrepayRatio from 0 to 1, at most 6 decimals
   * @param printedCap yuan per unit, or null for none
   */
  public record Line(
      @NotBlank @Size(max = 64) String itemCode,
      @Min(1) @Max(MAX_FEN) long amountFen,
      @NotNull @DecimalMin(value = "0", inclusive = false) @Digits(integer = 10, fraction = 6)
          BigDecimal quantity,
      @NotNull LocalDate serviceDate,
      @NotNull PrintedClass printedClass,
      @NotNull @DecimalMin("0") @DecimalMax("1") @Digits(integer = 1, fraction = 6)
          BigDecimal printedPrepayRatio,
      @Nullable @DecimalMin("0") @Digits(integer = 12, fraction = 6) BigDecimal printedCap) {

    /** Health data: shows nothing. */
    @Override
    public String toString() {
      return "Line[masked]";
    }
  }

  /** Names nobody. */
  @Override
  public String toString() {
    return "EstimateClaim[" + payer + ", " + policy + "]";
  }
}
