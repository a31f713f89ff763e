package org.yipiao.invoice.server.problem;

import java.util.List;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.Reason;
import org.yipiao.platform.reason.ReasonCode;

/** Which shape a field of a request has to have. */
public enum MalformedField implements ReasonCode {
  BATCH_ID,
  /** Parameter: how many documents a batch may have. */
  BATCH_SIZE,
  INVOICE_CODE,
  INVOICE_NUMBER,
  CHECK_CODE,
  GATEWAY_INSTANCE,
  /** Parameter: how many numbers there may be. */
  NUMBER_COUNT,
  TENANT_ID,
  PERSON_DOCUMENT,
  LIST_POSITION;

  /** The refusal of a request for this field. */
  public ProblemException at(String pointer, Object... parameters) {
    InvoiceProblem code = InvoiceProblem.MALFORMED;
    return new ProblemException(
        code, List.of(new FieldFault(pointer, code.name(), Reason.of(this, parameters))));
  }
}
