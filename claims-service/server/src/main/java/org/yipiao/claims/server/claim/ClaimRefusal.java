package org.yipiao.claims.server.claim;

import java.util.stream.Stream;

/**
 * Why a claim is not paid, and which member of the claim that is about. Names are stable; what they
 * mean to the person, and what can be done, stands in the bundles under {@code
 * refusal.<NAME>.reason} and {@code refusal.<NAME>.next}.
 */
public enum ClaimRefusal {
  CONSENT_EXPIRED("/consent/expiresAt"),
  /** The person has taken the consent back at the register. */
  CONSENT_REVOKED("/consent/consentId"),
  /** The register keeps no consent of that id for this payer and this invoice. */
  CONSENT_UNKNOWN("/consent/consentId"),
  NOT_INSURED("/policy"),
  NOT_IN_FORCE("/policy"),
  INVOICE_UNKNOWN("/invoiceId"),
  /** The register lets a payer read what it was shown, and knows that by the hash. */
  INVOICE_NOT_READABLE("/consent/presentationHash"),
  INVOICE_NOT_ISSUED("/invoiceId"),
  /** The person had the register forget the invoice's content. */
  INVOICE_ERASED("/invoiceId"),
  PERSON_NOT_INSURED("/personId"),
  /** The document that was shown is not the whole one. */
  INCOMPLETE("/consent/presentationHash"),
  PAYMENTS_DISAGREE("/invoiceId"),
  /** The payer has stored no version of the plan for the day of the care. */
  PLAN_VERSION_MISSING("/policy"),
  PLAN_NOT_EFFECTIVE("/policy"),
  ENCOUNTER_NOT_COVERED("/policy"),
  LEVEL_UNKNOWN("/policy"),
  NOTHING_PAYABLE("/invoiceId"),
  ALREADY_CLAIMED("/invoiceId"),
  EXCEEDS_REMAINING("/invoiceId"),
  /** The ledger has no such invoice. */
  UNKNOWN_INVOICE("/invoiceId"),
  INVOICE_NOT_CLAIMABLE("/invoiceId"),
  MEDIUM_MISMATCH("/invoiceId"),
  /** The account to which is paid belongs to the policy. */
  REJECTED_BY_BANK("/policy"),
  /** An operator of the payer has closed a claim that could not be decided by itself. */
  CLOSED_BY_PAYER("/claimId"),
  /** From here on: why people of the payer have refused a claim that was left to them. */
  ITEMS_NOT_COVERED("/invoiceId"),
  EVIDENCE_MISSING("/invoiceId"),
  NOT_MEDICALLY_NEEDED("/invoiceId"),
  EXCLUDED_BY_POLICY("/policy"),
  INVOICE_DOUBTED("/invoiceId");

  private static final String WHOLE_CLAIM = "";

  private final String field;

  ClaimRefusal(String field) {
    this.field = field;
  }

  /** The member of the claim's request that it is about, as a JSON pointer (RFC 6901). */
  public String field() {
    return field;
  }

  /**
   * {@link #field} of the refusal that is called like this; the pointer to the whole claim for a
   * code that is none of them, which is what a claim is put to a person with.
   */
  public static String fieldOf(String code) {
    return Stream.of(values())
        .filter(refusal -> refusal.name().equals(code))
        .map(ClaimRefusal::field)
        .findFirst()
        .orElse(WHOLE_CLAIM);
  }
}
