package org.yipiao.invoice.document;

import java.util.List;
import org.yipiao.platform.reason.Reason;

/**
 * One refused field, in no language yet.
 *
 * @param pointer a JSON pointer (RFC 6901) into the draft, such as {@code /lines/2/amount}
 * @param parameters of the fault's text, without any of the content of personal fields
 */
public record FieldRefusal(String pointer, DraftFault fault, List<Object> parameters) {

  public FieldRefusal {
    parameters = List.copyOf(parameters);
  }

  static FieldRefusal of(String pointer, DraftFault fault, Object... parameters) {
    return new FieldRefusal(pointer, fault, List.of(parameters));
  }

  /** What a person is told. */
  public Reason reason() {
    return new Reason(fault, parameters);
  }
}
