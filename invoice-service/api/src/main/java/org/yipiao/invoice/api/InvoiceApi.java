package org.yipiao.invoice.api;

import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;

/**
 * The register over HTTP, for {@code HttpServiceProxyFactory}. {@code prefer} is the header of RFC
 * 7240, such as {@code wait=20}: the register answers as soon as the state is settled, at the
 * latest after that many seconds.
 */
@HttpExchange("/v1")
public interface InvoiceApi {

  @PostExchange("/batches")
  BatchView submit(@RequestBody BatchSubmission batch);

  @GetExchange("/batches/{batchId}")
  BatchView batch(
      @PathVariable String batchId,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer);

  /**
   * What became of an invoice.
   *
   * @param claim as for {@link #bundle}
   * @param presentation as for {@link #bundle}
   */
  @GetExchange("/invoices/{invoiceId}")
  InvoiceStatus invoice(
      @PathVariable String invoiceId,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable String presentation,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer);

  /** The document as it was signed, {@code application/dc+sd-jwt}. */
  @GetExchange("/invoices/{invoiceId}/document")
  String document(@PathVariable String invoiceId);

  /**
   * The proof bundle's JSON, UTF-8.
   *
   * @param claim which claim a payer reads it for
   * @param presentation SHA-256 in hex of the document that the person has shown to that payer:
   *     nobody knows it who was not shown the document
   */
  @GetExchange("/invoices/{invoiceId}/bundle")
  byte[] bundle(
      @PathVariable String invoiceId,
      @RequestParam(required = false) @Nullable String claim,
      @RequestParam(required = false) @Nullable String presentation,
      @RequestHeader(name = "Prefer", required = false) @Nullable String prefer);

  @GetExchange("/persons/{personId}/invoices")
  InvoicePage invoicesOf(
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit);

  /** A person's invoices with what tells them apart at a glance. */
  @GetExchange("/persons/{personId}/invoice-summaries")
  InvoiceSummaryPage summariesOf(
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit);

  /**
   * Makes an invoice that is nobody's that of the person who has signed in; the same again gets the
   * same answer.
   */
  @PostExchange("/links")
  LinkedInvoice link(@RequestBody LinkInvoice link);

  /** Grants a consent in the name of the person who has signed in. */
  @PostExchange("/consents")
  ConsentView grant(@RequestBody GrantConsent consent);

  /** Takes a consent back; a payer that has begun to read for a claim may end that claim. */
  @PostExchange("/consents/{consentId}/revocation")
  ConsentView revoke(@PathVariable String consentId);

  @GetExchange("/persons/{personId}/consents")
  ConsentPage consentsOf(
      @PathVariable String personId,
      @RequestParam(required = false) @Nullable String after,
      @RequestParam(defaultValue = "50") int limit);

  /** The keys that sign consents: a JWK set (RFC 7517). */
  @GetExchange("/consent-keys")
  String consentKeys();

  /**
   * What became of the invoice that a consent shows to the calling payer.
   *
   * @param claim which claim it reads for
   */
  @GetExchange("/consents/{consentId}/invoice")
  ConsentedInvoice consented(@PathVariable String consentId, @RequestParam String claim);

  /**
   * The proof bundle's JSON, UTF-8, whose document discloses what the person consented to.
   *
   * @param claim which claim a payer reads it for
   */
  @GetExchange("/consents/{consentId}/bundle")
  byte[] consentedBundle(@PathVariable String consentId, @RequestParam String claim);

  @PostExchange("/persons/resolve")
  PersonView resolve(@RequestBody PersonQuery query);

  @PostExchange("/allocations")
  AllocationView allocate(
      @RequestHeader("Idempotency-Key") String idempotencyKey,
      @RequestBody AllocationRequest request);

  @GetExchange("/allocations")
  AllocationList allocations(@RequestParam String instance);

  @PostExchange("/verifications")
  VerificationView verify(@RequestBody VerificationQuery query);
}
