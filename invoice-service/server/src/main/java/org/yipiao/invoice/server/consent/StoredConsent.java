package org.yipiao.invoice.server.consent;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yipiao.invoice.api.ConsentPayload;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.invoice.server.Micros;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformReason;

/**
 * A consent's row.
 *
 * @param tenant the patients' platform
 * @param fieldNames names of {@link Field}, separated by commas
 * @param expiresAt as it is signed
 * @param jws as it is handed out
 * @param revokedMicros null while it stands
 */
record StoredConsent(
    String consentId,
    String tenant,
    String personId,
    long invoiceId,
    String payer,
    String purpose,
    String fieldNames,
    String presentationHash,
    String nonce,
    String expiresAt,
    String jws,
    long createdMicros,
    @Nullable Long revokedMicros) {

  /** Each once, in their order. */
  static String names(Collection<Field> fields) {
    return EnumSet.copyOf(fields).stream().map(Field::name).collect(Collectors.joining(","));
  }

  Set<Field> fields() {
    return Stream.of(fieldNames.split(",", -1))
        .map(Field::valueOf)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Field.class)));
  }

  Instant expiry() {
    return Instant.parse(expiresAt);
  }

  boolean isRevoked() {
    return revokedMicros != null;
  }

  /** What of a request differs from this. */
  List<FieldFault> differences(GrantConsent request) {
    return Stream.of(
            differs("/invoiceId", new InvoiceId(invoiceId).toString(), request.invoiceId()),
            differs("/payer", payer, request.payer()),
            differs("/purpose", purpose, request.purpose()),
            differs("/fields", fieldNames, names(request.fields())),
            differs("/expiresAt", expiry(), request.expiresAt()))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<FieldFault> differs(String pointer, Object here, Object there) {
    return here.equals(there)
        ? Optional.empty()
        : Optional.of(FieldFault.of(pointer, PlatformReason.DIFFERS));
  }

  ConsentPayload payload() {
    return new ConsentPayload(presentationHash, payer, purpose, expiry(), nonce);
  }

  ConsentView view() {
    byte[] payload = payload().canonical().getBytes(StandardCharsets.US_ASCII);
    return new ConsentView(
        consentId,
        new InvoiceId(invoiceId).toString(),
        payer,
        purpose,
        List.copyOf(fields()),
        presentationHash,
        nonce,
        Micros.toInstant(createdMicros),
        expiry(),
        Micros.toInstantOrNull(revokedMicros),
        Digest.sha256(payload).hex(),
        jws);
  }
}
