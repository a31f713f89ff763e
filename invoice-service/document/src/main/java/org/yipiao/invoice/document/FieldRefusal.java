package org.yipiao.invoice.document;

/**
 * One refused field.
 *
 * @param pointer a JSON pointer (RFC 6901) into the draft, such as {@code /lines/2/amount}
 * @param reason for people, without any of the content of personal fields
 */
public record FieldRefusal(String pointer, DraftFault fault, String reason) {

  static FieldRefusal of(String pointer, DraftFault fault) {
    return new FieldRefusal(pointer, fault, fault.sentence());
  }
}
