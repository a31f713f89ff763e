package org.yipiao.gateway.hl7;

/**
 * A place in a message.
 *
 * @param segment segment name, {@code MSH} for the message as a whole
 * @param occurrence which segment of that name, from 1
 * @param field field number, 0 for the segment as a whole
 */
public record Hl7Location(String segment, int occurrence, int field) {

  static final Hl7Location MESSAGE = new Hl7Location("MSH", 1, 0);
}
