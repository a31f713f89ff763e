package org.yipiao.invoice.server.history;

import java.util.List;
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
   * @param subjectKind INVOICE, BATCH or ALLOCATION
   * @param actor who caused it
   * @param cause why, by a stable name
   */
  public record Change(
      String tenant,
      String subjectKind,
      String subject,
      String state,
      long atMicros,
      String actor,
      String cause) {}

  /** Appends the changes inside the caller's database transaction. */
  public void append(List<Change> changes) {
    if (!changes.isEmpty()) {
      mapper.insert(changes, TraceContext.currentTraceparent());
    }
  }
}
