package org.yipiao.claims.api;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;

/**
 * Asks a payer to reimburse an invoice.
 *
 * @param claimId made by the client, 32 lowercase hexadecimal characters; unique for ever
 * @param payer tenant of the payer
 * @param invoiceId 18 digits
 * @param personId the insured, 64 lowercase hexadecimal characters
 * @param policy the payer's name for the policy or scheme under which is claimed
 * @param consent what the person agreed to
 */
public record SubmitClaim(
    @NotNull @Pattern(regexp = "[0-9a-f]{32}") String claimId,
    @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String payer,
    @NotNull @Pattern(regexp = "[0-9]{18}") String invoiceId,
    @NotNull @Pattern(regexp = "[0-9a-f]{64}") String personId,
    @NotNull @Pattern(regexp = "[A-Za-z0-9][A-Za-z0-9._-]{0,63}") String policy,
    @NotNull @Valid Consent consent) {

  private static final int MAX_SIGNED = 2_000;

  /** Three parts of base64url, of which the last one has the 64 bytes of an ES256 signature. */
  private static final String COMPACT = "[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]{86}";

  /**
   * The person's agreement that the payer may read the invoice, as the register keeps it and has
   * signed it. It serves one claim.
   *
   * @param presentationHash SHA-256 in hex of the document as the person shows it to the payer: the
   *     SD-JWT with what is disclosed of it
   * @param payer the one payer it holds for
   * @param purpose such as {@code REIMBURSEMENT}
   * @param expiresAt from then on it holds no more; at most 90 days ahead, unless the service is
   *     set otherwise
   * @param nonce fresh for each consent
   * @param consentId under which the register keeps it, 32 lowercase hexadecimal characters
   * @param signed compact JWS (RFC 7515) of the register, ES256, over the canonical consent: the
   *     five members before {@code consentId} as one line of JSON, sorted by name
   */
  public record Consent(
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String presentationHash,
      @NotNull @Pattern(regexp = "[a-z][a-z0-9-]{1,39}") String payer,
      @NotBlank @Pattern(regexp = "[A-Z][A-Z_]{0,39}") String purpose,
      @NotNull Instant expiresAt,
      @NotNull @Size(min = 16, max = 64) @Pattern(regexp = "[A-Za-z0-9_-]+") String nonce,
      @NotNull @Pattern(regexp = "[0-9a-f]{32}") String consentId,
      @NotNull @Size(max = MAX_SIGNED) @Pattern(regexp = COMPACT) String signed) {}
}
