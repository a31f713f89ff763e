package org.yipiao.platform.outbox;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yipiao.platform.store.Instants;

/** Which events a consumer has taken in, so that one delivered again changes nothing. */
public final class Inbox {

  private final JdbcClient jdbc;
  private final InstantSource time;

  Inbox(JdbcClient jdbc, InstantSource time) {
    this.jdbc = jdbc;
    this.time = time;
  }

  /**
   * Notes the event in the current transaction, which also holds the change it causes. False when
   * it was noted before: the caller then does nothing.
   *
   * @param consumer 1 to 60 ASCII characters; each consumer takes an event in once
   * @param event what was delivered
   * @throws IllegalStateException outside a transaction
   */
  public boolean firstTime(String consumer, InboxEvent event) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event is taken in within the transaction of its effect");
    }
    return jdbc.sql(
                """
                INSERT IGNORE INTO inbox_event
                  (consumer, event_id, received_at, tenant, actor, cause)
                VALUES (?, ?, ?, ?, ?, ?)
                """)
            .params(
                consumer,
                event.eventId(),
                Instants.toColumn(time.instant()),
                event.tenant().value(),
                consumer,
                event.type())
            .update()
        == 1;
  }

  /** Forgets at most {@code limit} events taken in longer than {@code retention} ago. */
  int deleteOlderThan(Duration retention, int limit) {
    return jdbc.sql("DELETE FROM inbox_event WHERE received_at < ? LIMIT ?")
        .params(Instants.toColumn(time.instant().minus(retention)), limit)
        .update();
  }
}
