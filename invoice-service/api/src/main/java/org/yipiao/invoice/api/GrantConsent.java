package org.yipiao.invoice.api;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;

/**
 * A person agrees that one payer reads these fields of one invoice, for one purpose, until a time.
 *
 * @param consentId made by the client, 32 lowercase hexadecimal characters; unique for ever, and
 *     sent again unchanged it gets the same answer
 * @param invoiceId 18 digits
 * @param payer tenant of the payer
 * @param purpose {@link #REIMBURSEMENT}
 * @param fields what is shown; for a reimbursement at least {@link Field#NEEDED_FOR_REIMBURSEMENT}
 * @param expiresAt from then on it holds no more; at most {@link #LONGEST_DAYS} days ahead
 */
public record GrantConsent(
    @NotNull @Pattern(regexp = "[0-9a-f]{32}") String consentId,
    @NotNull @Pattern(regexp = "[0-9]{18}") String invoiceId,
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String payer,
    @NotNull @Pattern(regexp = "[A-Z][A-Z_]{0,39}") String purpose,
    @NotNull @Size(min = 1, max = 20) List<@NotNull Field> fields,
    @NotNull Instant expiresAt) {

  /** The one purpose that there is yet. */
  public static final String REIMBURSEMENT = "REIMBURSEMENT";

  /** How many days ahead a consent may end. */
  public static final int LONGEST_DAYS = 90;
}
