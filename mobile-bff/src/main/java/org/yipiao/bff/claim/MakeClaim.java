package org.yipiao.bff.claim;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.api.GrantConsent;

/**
 * The tap: consent to one payer and claim in one. The ids are made by the page, so that the same
 * tap sent twice is one claim.
 *
 * @param claimId 32 lowercase hexadecimal characters
 * @param consentId 32 lowercase hexadecimal characters
 * @param invoiceId 18 digits
 * @param payer tenant of the payer
 * @param policy the payer's name for the policy
 * @param fields what the payer is shown
 * @param expiresAt until when
 */
record MakeClaim(
    @NotNull @Pattern(regexp = "[0-9a-f]{32}") String claimId,
    @NotNull @Pattern(regexp = "[0-9a-f]{32}") String consentId,
    @NotNull @Pattern(regexp = "[0-9]{18}") String invoiceId,
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String payer,
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String policy,
    @NotNull @Size(min = 1, max = 20) List<@NotNull Field> fields,
    @NotNull Instant expiresAt) {

  GrantConsent consent() {
    return new GrantConsent(
        consentId, invoiceId, payer, GrantConsent.REIMBURSEMENT, fields, expiresAt);
  }
}
