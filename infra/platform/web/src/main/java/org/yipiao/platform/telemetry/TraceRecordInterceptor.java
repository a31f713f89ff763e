package org.yipiao.platform.telemetry;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.RecordInterceptor;

/** Binds the trace named by a record's header while its listener runs. */
final class TraceRecordInterceptor implements RecordInterceptor<Object, Object> {

  private static final ThreadLocal<TraceContext.@Nullable Scope> SCOPES = new ThreadLocal<>();

  @Override
  public @Nullable ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
    var header = message.headers().lastHeader(TraceContext.HEADER);
    var value = header == null ? null : header.value();
    SCOPES.set(
        TraceContext.resume(value == null ? null : new String(value, StandardCharsets.US_ASCII)));
    return message;
  }

  @Override
  public void afterRecord(
      ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
    var scope = SCOPES.get();
    SCOPES.remove();
    if (scope != null) {
      scope.close();
    }
  }
}
