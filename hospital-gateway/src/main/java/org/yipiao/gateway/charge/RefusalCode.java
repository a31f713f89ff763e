package org.yipiao.gateway.charge;

import org.springframework.http.HttpStatus;
import org.yipiao.platform.problem.ProblemCode;

/**
 * Every reason for which a bill is refused. The names are stable and language-free; they go into
 * HL7 acknowledgements and HTTP problems alike.
 */
public enum RefusalCode implements ProblemCode {
  // The message or request itself
  NOT_PARSEABLE(Answer.REJECT, 100, HttpStatus.BAD_REQUEST),
  MESSAGE_TOO_LARGE(Answer.REJECT, 100, HttpStatus.CONTENT_TOO_LARGE),
  MESSAGE_TYPE_UNSUPPORTED(Answer.REJECT, 200, HttpStatus.UNPROCESSABLE_CONTENT),
  PROCESSING_ID_UNSUPPORTED(Answer.REJECT, 202, HttpStatus.UNPROCESSABLE_CONTENT),
  VERSION_UNSUPPORTED(Answer.REJECT, 203, HttpStatus.UNPROCESSABLE_CONTENT),
  CHARACTER_SET_UNSUPPORTED(Answer.REJECT, 103, HttpStatus.UNPROCESSABLE_CONTENT),
  UNDECODABLE_CHARACTERS(Answer.REJECT, 102, HttpStatus.BAD_REQUEST),
  // Its content
  SEGMENT_MISSING(Answer.ERROR, 100, HttpStatus.UNPROCESSABLE_CONTENT),
  SEGMENT_REPEATED(Answer.ERROR, 100, HttpStatus.UNPROCESSABLE_CONTENT),
  FIELD_MISSING(Answer.ERROR, 101, HttpStatus.UNPROCESSABLE_CONTENT),
  VALUE_MALFORMED(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  VALUE_TOO_LONG(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  VALUE_NOT_IN_TABLE(Answer.ERROR, 103, HttpStatus.UNPROCESSABLE_CONTENT),
  TRANSACTION_TYPE_UNSUPPORTED(Answer.ERROR, 103, HttpStatus.UNPROCESSABLE_CONTENT),
  CURRENCY_UNSUPPORTED(Answer.ERROR, 103, HttpStatus.UNPROCESSABLE_CONTENT),
  PERSON_AMBIGUOUS(Answer.ERROR, 204, HttpStatus.UNPROCESSABLE_CONTENT),
  ITEM_UNKNOWN(Answer.ERROR, 204, HttpStatus.UNPROCESSABLE_CONTENT),
  ITEM_NOT_VALID_ON_DATE(Answer.ERROR, 204, HttpStatus.UNPROCESSABLE_CONTENT),
  QUANTITY_NOT_POSITIVE(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  AMOUNT_NOT_POSITIVE(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  AMOUNT_TOO_LARGE(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  AMOUNT_DISAGREES(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  TOTAL_DISAGREES(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  PAYMENTS_DISAGREE(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  TOO_MANY_LINES(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  /** A day of care lies after the day of the bill. */
  CARE_AFTER_ISSUE(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  DOCUMENT_REFUSED(Answer.ERROR, 102, HttpStatus.UNPROCESSABLE_CONTENT),
  BUSINESS_NUMBER_REUSED(Answer.ERROR, 205, HttpStatus.UNPROCESSABLE_CONTENT),
  // This gateway at this time
  OUT_OF_NUMBERS(Answer.ERROR, 207, HttpStatus.SERVICE_UNAVAILABLE),
  BUSY(Answer.ERROR, 207, HttpStatus.SERVICE_UNAVAILABLE),
  STORE_FAILED(Answer.ERROR, 207, HttpStatus.SERVICE_UNAVAILABLE),
  // Asking about a bill
  NOT_SET_ASIDE(Answer.ERROR, 207, HttpStatus.CONFLICT),
  CHARGE_NOT_FOUND(Answer.ERROR, 204, HttpStatus.NOT_FOUND),
  WRONG_HOSPITAL(Answer.ERROR, 207, HttpStatus.FORBIDDEN);

  /** How HL7 acknowledges it (table 0008). */
  public enum Answer {
    /** AE: the content was refused. */
    ERROR,
    /** AR: not supported, or not parseable. */
    REJECT
  }

  private final Answer answer;
  private final int hl7Code;
  private final HttpStatus status;

  RefusalCode(Answer answer, int hl7Code, HttpStatus status) {
    this.answer = answer;
    this.hl7Code = hl7Code;
    this.status = status;
  }

  public Answer answer() {
    return answer;
  }

  /** The condition's number in HL7 table 0357. */
  public int hl7Code() {
    return hl7Code;
  }

  @Override
  public HttpStatus status() {
    return status;
  }

  /** Whether the same bill may be taken later without a change. */
  @Override
  public boolean retryable() {
    return status == HttpStatus.SERVICE_UNAVAILABLE;
  }
}
