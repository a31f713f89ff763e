package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.id.ClaimId;

/** Payers of one process do not wait for each other. */
class PayerSharesIT extends RunningClaims {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  @Autowired private ClaimRunner runner;
  @Autowired private ClaimsProperties settings;

  @Test
  void onePayersClaimsGoOnWhileMoreOfAnothersHangThanThereArePlaces() {
    var hanging = new AtomicInteger();
    var freed = new CompletableFuture<Void>();
    registerAt((payer, claim) -> {
      if (payer.id().value().equals("insurer")) {
        hanging.incrementAndGet();
        freed.join();
      }
      return look(payer, claim);
    });
    String stuck = fresh(32);
    insure("insurer", stuck, "commercial-p", 0);
    for (int i = 0; i < settings.workers() + 1; i++) {
      submit("insurer", stuck, simple(100));
    }
    int share = Math.ceilDiv(settings.workers(), tenants.all().size());

    runner.start();
    try {
      await().atMost(PATIENCE).until(() -> hanging.get() == share);
      String person = fresh(32);
      insure("agency", person, OUTPATIENT, 180_000);
      ClaimId id = submit("agency", person, simple(10_000));
      runner.wake();

      await().atMost(PATIENCE).until(() -> claims.find(id).orElseThrow().state().ended());

      assertThat(claims.find(id).orElseThrow().state()).isEqualTo(ClaimState.PAID);
      assertThat(hanging.get()).isEqualTo(share);
    } finally {
      freed.complete(null);
      runner.stop();
    }
  }
}
