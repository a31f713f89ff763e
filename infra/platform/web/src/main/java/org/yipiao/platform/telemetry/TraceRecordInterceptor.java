package org.yipiao.platform.telemetry;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.RecordInterceptor;

/** Binds the trace named by a record's header while its listener runs. */
final class TraceRecordInterceptor implements RecordInterceptor<Object, Object> {

  private final ThreadLocal<TraceContext.@Nullable Scope> scopes = new ThreadLocal<>();

  @Override
  public @Nullable ConsumerRecord<Object, Object> intercept(
      ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
    var header = message.headers().lastHeader(TraceContext.HEADER);
    var value = header == null ? null : header.value();
    scopes.set(
        TraceContext.resume(value == null ? null : new String(value, StandardCharsets.US_ASCII)));
    return message;
  }

  @Override
  public void afterRecord(
      ConsumerRecord<Object, Object> message, Consumer<Object, Object> consumer) {
    var scope = scopes.get();
    scopes.remove();
    if (scope != null) {
      scope.close();
    }
  }
}
