package org.yipiao.platform.outbox;

import java.time.InstantSource;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.yipiao.platform.store.Instants;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * Events that are published if, and only if, the transaction they are appended in commits; at least
 * once, and in order for each aggregate as long as whoever appends holds the aggregate's row lock.
 */
public final class Outbox {

  private final JdbcClient jdbc;
  private final InstantSource time;
  private final Runnable afterCommit;

  Outbox(JdbcClient jdbc, InstantSource time, Runnable afterCommit) {
    this.jdbc = jdbc;
    this.time = time;
    this.afterCommit = afterCommit;
  }

  /**
   * Adds an event to the current transaction.
   *
   * @return the id by which consumers know it
   * @throws IllegalStateException outside a transaction
   */
  public UUID append(OutboxEvent event) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("an event needs the transaction of the change it tells of");
    }
    var id = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO outbox_event
              (event_id, topic, aggregate, type, tenant, payload, traceparent, created_at,
               actor, cause)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        .param(id.toString())
        .param(event.topic())
        .param(event.aggregate())
        .param(event.type())
        .param(event.tenant().value())
        .param(event.payload())
        .param(TraceContext.currentTraceparent())
        .param(Instants.toColumn(time.instant()))
        .param(event.actor())
        .param(event.cause())
        .update();
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            afterCommit.run();
          }
        });
    return id;
  }
}
