package org.yipiao.claims.server.workflow;

import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.platform.id.ClaimId;

/**
 * Finds claims that are due and drives them, each on a thread of its own and none twice at a time:
 * within the process by the set of those under way, between processes by a lease. Each payer has
 * places of its own: one whose ledger node or bank hangs fills these, and holds no other payer up.
 */
@Component
public class ClaimRunner implements SmartLifecycle {

  private static final Logger LOG = LoggerFactory.getLogger(ClaimRunner.class);
  private static final Duration STOP_WAIT = Duration.ofSeconds(8);

  private final ClaimStore claims;
  private final ClaimWorkflow workflow;
  private final ClaimsProperties settings;
  private final String owner;
  private final Set<ClaimId> underWay = ConcurrentHashMap.newKeySet();
  private final List<PayerPlaces> payers;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private boolean wake;
  private volatile boolean running;
  private @Nullable ExecutorService threads;

  ClaimRunner(
      ClaimStore claims,
      ClaimWorkflow workflow,
      PayerTenants tenants,
      ClaimsProperties settings,
      java.security.SecureRandom random) {
    this.claims = claims;
    this.workflow = workflow;
    this.settings = settings;
    int share = Math.ceilDiv(settings.workers(), Math.max(1, tenants.all().size()));
    this.payers = tenants.all().stream().map(payer -> new PayerPlaces(payer.id(), share)).toList();
    byte[] name = new byte[16];
    random.nextBytes(name);
    this.owner = HexFormat.of().formatHex(name);
  }

  /** Looks for due claims at once; called after a claim was committed. */
  public void wake() {
    lock.lock();
    try {
      wake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public boolean isAutoStartup() {
    return settings.driveClaims();
  }

  @Override
  public void start() {
    running = true;
    ExecutorService started = Executors.newVirtualThreadPerTaskExecutor();
    threads = started;
    Thread.ofPlatform().daemon().name("claims").start(() -> look(started));
  }

  @Override
  public void stop() {
    running = false;
    wake();
    ExecutorService started = threads;
    if (started == null) {
      return;
    }
    started.shutdown();
    try {
      if (!started.awaitTermination(STOP_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        started.shutdownNow();
      }
    } catch (InterruptedException e) {
      started.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void look(ExecutorService started) {
    while (running) {
      try {
        for (PayerPlaces places : payers) {
          beginDue(started, places);
        }
        rest();
      } catch (RuntimeException e) {
        LOG.warn("cannot look for claims: {}", e.getClass().getSimpleName());
        rest(settings.maxRetryDelay());
      }
    }
  }

  private void rest() {
    rest(settings.pollInterval());
  }

  private void rest(Duration atMost) {
    lock.lock();
    try {
      long left = atMost.toNanos();
      while (!wake && running && left > 0) {
        left = woken.awaitNanos(left);
      }
      wake = false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  private void beginDue(ExecutorService started, PayerPlaces places) {
    if (!places.anyFree()) {
      return;
    }
    for (ClaimId due : claims.due(places.payer(), places.size() * 2)) {
      if (running && underWay.add(due)) {
        if (!places.take()) {
          underWay.remove(due);
          return;
        }
        begin(started, places, due);
      }
    }
  }

  private void begin(ExecutorService started, PayerPlaces places, ClaimId due) {
    started.execute(() -> {
      try {
        if (lease(due)) {
          workflow.drive(due, () -> running && lease(due));
          claims.giveBack(due, owner);
        }
      } catch (RuntimeException e) {
        LOG.warn("claim {} is left for later: {}", due, e.getClass().getSimpleName());
      } finally {
        underWay.remove(due);
        if (places.giveBack()) {
          wake();
        }
      }
    });
  }

  private boolean lease(ClaimId claim) {
    return claims.lease(claim, owner, claims.now().plus(settings.leaseTime()));
  }
}
