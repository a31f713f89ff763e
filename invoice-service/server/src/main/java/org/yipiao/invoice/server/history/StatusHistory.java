package org.yipiao.invoice.server.history;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yipiao.platform.telemetry.TraceContext;

/** Appends every change of status; nothing is ever changed or removed. */
@Service
public class StatusHistory {

  private final StatusChangeMapper mapper;

  StatusHistory(StatusChangeMapper mapper) {
    this.mapper = mapper;
  }

  /**
   * One change.
   *
   * @param subjectKind INVOICE, BATCH, ALLOCATION or CONSENT
   * @param actor who caused it
   * @param cause why, by a stable name
   * @param traceparent of what it happened to; null outside any
   */
  public record Change(
      String tenant,
      String subjectKind,
      String subject,
      String state,
      long atMicros,
      String actor,
      String cause,
      @Nullable String traceparent) {

    /** A change under the trace of the work at hand. */
    public Change(
        String tenant,
        String subjectKind,
        String subject,
        String state,
        long atMicros,
        String actor,
        String cause) {
      this(
          tenant,
          subjectKind,
          subject,
          state,
          atMicros,
          actor,
          cause,
          TraceContext.currentTraceparent());
    }
  }

  /** Appends the changes inside the caller's database transaction. */
  public void append(List<Change> changes) {
    if (!changes.isEmpty()) {
      mapper.insert(changes);
    }
  }
}
