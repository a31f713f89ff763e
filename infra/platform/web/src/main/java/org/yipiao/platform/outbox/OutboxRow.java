package org.yipiao.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yipiao.platform.telemetry.TraceContext;

/** A row of {@code outbox_event}: an event that is not published yet. */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record OutboxRow(
    long id,
    String eventId,
    String topic,
    String aggregate,
    String type,
    String tenant,
    byte[] payload,
    @Nullable String traceparent,
    LocalDateTime createdAt) {

  /** The first ones in the order in which they were appended. */
  static List<OutboxRow> first(JdbcClient jdbc, int most) {
    return jdbc.sql(
            """
            SELECT id, event_id, topic, aggregate, type, tenant, payload, traceparent, created_at
              FROM outbox_event ORDER BY id LIMIT ?
            """)
        .param(most)
        .query((rs, _) ->
            new OutboxRow(
                rs.getLong(1),
                rs.getString(2),
                rs.getString(3),
                rs.getString(4),
                rs.getString(5),
                rs.getString(6),
                rs.getBytes(7),
                rs.getString(8),
                rs.getObject(9, LocalDateTime.class)))
        .list();
  }

  /** As it is sent. */
  ProducerRecord<String, byte[]> message() {
    var message = new ProducerRecord<>(topic, aggregate, payload);
    header(message, EventHeaders.EVENT_ID, eventId);
    header(message, EventHeaders.EVENT_TYPE, type);
    header(message, EventHeaders.TENANT, tenant);
    if (traceparent != null) {
      header(message, TraceContext.HEADER, traceparent);
    }
    return message;
  }

  private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
    message.headers().add(name, value.getBytes(StandardCharsets.US_ASCII));
  }
}
