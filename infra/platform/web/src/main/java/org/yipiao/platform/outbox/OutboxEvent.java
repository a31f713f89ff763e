package org.yipiao.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.yipiao.platform.id.TenantId;

/**
 * Something that happened and that others will want to know.
 *
 * @param topic Kafka topic, such as {@code claim.events.v1}
 * @param aggregate what it happened to, such as an invoice id; events of one aggregate keep their
 *     order and the record's key is this text (1 to 100 visible ASCII characters)
 * @param type past-tense name, such as {@code InvoiceIssued}
 * @param tenant whose event it is
 * @param actor who brought about the change it tells of (1 to 100 characters); is not published
 * @param cause why, a stable name (1 to 60 characters); is not published
 * @param payload the record's value, usually JSON in UTF-8; at most 900 000 bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
public record OutboxEvent(
    String topic,
    String aggregate,
    String type,
    TenantId tenant,
    String actor,
    String cause,
    byte[] payload) {

  static final int MAX_PAYLOAD_BYTES = 900_000;
  private static final int MAX_ACTOR = 100;
  private static final int MAX_CAUSE = 60;
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,100}");

  public OutboxEvent {
    if (!topic.matches("[a-zA-Z0-9._-]{1,100}")) {
      throw new IllegalArgumentException("topic must be a Kafka topic of 1 to 100 characters");
    }
    if (!VISIBLE.matcher(aggregate).matches() || !VISIBLE.matcher(type).matches()) {
      throw new IllegalArgumentException(
          "aggregate and type must have 1 to 100 visible ASCII characters");
    }
    if (actor.isBlank() || actor.length() > MAX_ACTOR) {
      throw new IllegalArgumentException("actor must have 1 to 100 characters");
    }
    if (cause.isBlank() || cause.length() > MAX_CAUSE) {
      throw new IllegalArgumentException("cause must have 1 to 60 characters");
    }
    if (payload.length > MAX_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("payload must have at most 900000 bytes");
    }
  }

  /** An event with a text payload. */
  public static OutboxEvent of(
      String topic,
      String aggregate,
      String type,
      TenantId tenant,
      String actor,
      String cause,
      String payload) {
    return new OutboxEvent(
        topic, aggregate, type, tenant, actor, cause, payload.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return type + " of " + aggregate + " for " + topic;
  }
}
