package org.yipiao.invoice.api;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A consent as the register keeps it.
 *
 * @param fields what the payer is shown, each once, in the order of {@link Field}
 * @param presentationHash SHA-256 in hex of the document as the payer is shown it, the whole SD-JWT
 * @param nonce 128 random bits, base64url
 * @param revokedAt when the person took it back; absent while it stands
 * @param digest SHA-256 in hex of {@link ConsentPayload#canonical}, as the ledger has it
 * @param signed compact JWS (ES256) of exactly those bytes, by a key of {@code GET
 *     /v1/consent-keys}
 */
public record ConsentView(
    String consentId,
    String invoiceId,
    String payer,
    String purpose,
    List<Field> fields,
    String presentationHash,
    String nonce,
    Instant grantedAt,
    Instant expiresAt,
    @Nullable Instant revokedAt,
    String digest,
    String signed) {

  public ConsentView {
    fields = List.copyOf(fields);
  }
}
