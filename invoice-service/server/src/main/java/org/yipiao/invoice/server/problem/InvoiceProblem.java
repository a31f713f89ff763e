package org.yipiao.invoice.server.problem;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/** What the register refuses. */
public enum InvoiceProblem implements ProblemCode {
  /** One or more documents of a batch do not hold; nothing was stored. */
  BATCH_REFUSED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** The batch id was used for other content. */
  BATCH_ID_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  TRANSACTION_MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  TRANSACTION_OF_ANOTHER_LEDGER(HttpStatus.UNPROCESSABLE_CONTENT, false),
  TRANSACTION_BADLY_SIGNED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  TRANSACTION_EXPIRED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** The member that signed is not the caller's. */
  NOT_YOUR_MEMBER(HttpStatus.FORBIDDEN, false),
  /** The caller's tenant is no member of the kind that may do this. */
  NOT_PERMITTED(HttpStatus.FORBIDDEN, false),
  NO_SUCH_BATCH(HttpStatus.NOT_FOUND, false),
  NO_SUCH_INVOICE(HttpStatus.NOT_FOUND, false),
  NO_SUCH_ALLOCATION(HttpStatus.NOT_FOUND, false),
  NO_SUCH_HOSPITAL(HttpStatus.UNPROCESSABLE_CONTENT, false),
  NO_SUCH_PERSON(HttpStatus.NOT_FOUND, false),
  /** Only a person who has signed in may do this, and none did. */
  NOT_SIGNED_IN(HttpStatus.FORBIDDEN, false),
  /** A payer names the claim for which it reads. */
  PURPOSE_MISSING(HttpStatus.FORBIDDEN, false),
  /** A payer gives the hash of the document that it was shown; it is of no such document. */
  NOT_SHOWN(HttpStatus.FORBIDDEN, false),
  /** The proof is not there yet. */
  NOT_FINAL(HttpStatus.CONFLICT, true),
  /** The ledger refused the invoice: there will be no proof. */
  NOT_ISSUED(HttpStatus.CONFLICT, false),
  /** The person's key was erased. */
  ERASED(HttpStatus.GONE, false),
  MALFORMED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  NUMBERS_EXHAUSTED(HttpStatus.CONFLICT, false),
  TOO_MANY_LOOK_UPS(HttpStatus.TOO_MANY_REQUESTS, true),
  /** The client asked for more persons than one may in a minute. */
  TOO_MANY_RESOLUTIONS(HttpStatus.TOO_MANY_REQUESTS, true),
  /** No document of that person was shown to the payer for that claim. */
  PERSON_NOT_SHOWN(HttpStatus.FORBIDDEN, false),
  /** There is no such invoice to link for this person; which element was wrong is not said. */
  LINK_REFUSED(HttpStatus.NOT_FOUND, false),
  /** The person, or all together for this invoice, have failed as often as one may. */
  TOO_MANY_LINKS(HttpStatus.TOO_MANY_REQUESTS, true),
  NO_SUCH_PAYER(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** The consent id stands for other content, or is another's. */
  CONSENT_ID_REUSED(HttpStatus.UNPROCESSABLE_CONTENT, false),
  CONSENT_PURPOSE_UNKNOWN(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** Without the fields that are left out the payer could not do what is consented to. */
  CONSENT_FIELDS_MISSING(HttpStatus.UNPROCESSABLE_CONTENT, false),
  CONSENT_EXPIRY_INVALID(HttpStatus.UNPROCESSABLE_CONTENT, false),
  /** There are as many consents on this invoice as there may be. */
  TOO_MANY_CONSENTS(HttpStatus.CONFLICT, false),
  /** No consent of that id, or none that is the caller's or was given to it. */
  CONSENT_UNKNOWN(HttpStatus.NOT_FOUND, false),
  CONSENT_EXPIRED(HttpStatus.FORBIDDEN, false),
  /** The person has taken it back before the payer began to read for this claim. */
  CONSENT_REVOKED(HttpStatus.FORBIDDEN, false),
  /** The payer has read for as many claims as one consent is good for. */
  CONSENT_USED_UP(HttpStatus.FORBIDDEN, false);

  private final HttpStatus status;
  private final boolean retryable;

  InvoiceProblem(HttpStatus status, boolean retryable) {
    this.status = status;
    this.retryable = retryable;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  @Override
  public boolean retryable() {
    return retryable;
  }
}
