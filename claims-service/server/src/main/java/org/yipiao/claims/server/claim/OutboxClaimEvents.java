package org.yipiao.claims.server.claim;

import org.springframework.stereotype.Component;
import org.yipiao.claims.api.ClaimChanged;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.outbox.Outbox;
import org.yipiao.platform.outbox.OutboxEvent;
import tools.jackson.databind.json.JsonMapper;

@Component
final class OutboxClaimEvents implements ClaimEvents {

  private static final String TYPE = "ClaimChanged";

  private final Outbox outbox;
  private final JsonMapper json;

  OutboxClaimEvents(Outbox outbox, JsonMapper json) {
    this.outbox = outbox;
    this.json = json;
  }

  @Override
  public void publish(ClaimChanged event, String actor) {
    outbox.append(
        OutboxEvent.of(
            ClaimChanged.TOPIC,
            event.claimId(),
            TYPE,
            new TenantId(event.payer()),
            actor,
            event.cause(),
            json.writeValueAsString(event)));
  }
}
