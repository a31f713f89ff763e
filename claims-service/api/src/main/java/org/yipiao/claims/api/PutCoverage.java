package org.yipiao.claims.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Says that the calling payer insures a person.
 *
 * @param personId 64 lowercase hexadecimal characters
 * @param policy the payer's name for the policy or scheme, one per person and benefit
 * @param planId which plan decides; its version is chosen by the service date
 * @param validFrom first day, inclusive
 * @param validTo last day, inclusive, or null until further notice
 * @param payoutAccount account to which the person is paid
 * @param opening what the plan had seen of the person before this service knew it; taken only while
 *     nothing of that year has been decided here
 */
public record PutCoverage(
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String personId,
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String policy,
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,59}") String planId,
    @NotNull LocalDate validFrom,
    @Nullable LocalDate validTo,
    @NotNull @Pattern(regexp = "[A-Za-z0-9-]{4,34}") String payoutAccount,
    @Nullable @Valid Opening opening) {

  private static final long MAX_FEN = 99_999_999_999_999L;

  /**
   * @param admissions earlier admissions of that year
   */
  public record Opening(
      @Min(2000) @Max(2999) int year,
      @Min(0) @Max(MAX_FEN) long deductibleUsedFen,
      @Min(0) @Max(MAX_FEN) long inScopeUsedFen,
      @Min(0) @Max(MAX_FEN) long paidFen,
      @Min(0) @Max(1000) int admissions) {}

  /** Names nobody and shows no account. */
  @Override
  public String toString() {
    return "PutCoverage[" + policy + ", " + planId + "]";
  }
}
