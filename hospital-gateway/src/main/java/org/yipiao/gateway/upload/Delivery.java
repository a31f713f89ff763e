package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.gateway.spool.PendingBatch;
import org.yipiao.gateway.spool.Progress;
import org.yipiao.gateway.spool.Spool;
import org.yipiao.gateway.spool.SpooledDocument;
import org.yipiao.platform.telemetry.TraceContext;

/**
 * One batch on its way: posted until the register has taken it, followed until it is final, and
 * taken apart again when it can never become so.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final Way way;
  private final PendingBatch batch;
  private final List<SpooledDocument> documents;
  private final Backoff backoff;

  /** What all deliveries share. */
  record Way(
      Spool spool,
      Register register,
      WaitingDocuments waiting,
      UploadSettings settings,
      RandomGenerator random,
      InstantSource time,
      UplinkState uplink) {}

  Delivery(Way way, PendingBatch batch, List<SpooledDocument> documents) {
    this.way = way;
    this.batch = batch;
    this.documents = documents;
    this.backoff =
        new Backoff(way.settings().firstRetry(), way.settings().longestRetry(), way.random());
  }

  void run() throws InterruptedException {
    while (!post()) {}
  }

  /** Whether the batch is finished; otherwise it has to be posted again. */
  private boolean post() throws InterruptedException {
    return switch (way.register().post(batch, documents)) {
      case Register.Posted.Taken() -> {
        reached();
        yield follow();
      }
      case Register.Posted.DocumentsRefused(List<Register.DocumentRefusal> refusals) -> {
        reached();
        finish(refusals, new Progress.Accepted());
        yield true;
      }
      case Register.Posted.TransactionExpired() -> {
        reached();
        yield signAnew();
      }
      case Register.Posted.TooLarge() -> {
        reached();
        yield split();
      }
      case Register.Posted.Unavailable(var cause, var retryAfter) -> {
        way.uplink().failed(cause);
        TimeUnit.MILLISECONDS.sleep(backoff.next(retryAfter).toMillis());
        yield expiredUnseen();
      }
    };
  }

  private boolean follow() throws InterruptedException {
    while (true) {
      switch (way.register().state(batch.id(), way.settings().statusWait())) {
        case Register.BatchState.UnderWay() -> reached();
        case Register.BatchState.Final(Instant at, var refusals) -> {
          reached();
          finish(refusals, new Progress.Final(at));
          return true;
        }
        case Register.BatchState.Expired() -> {
          reached();
          return signAnew();
        }
        case Register.BatchState.EnvelopeRefused(String cause) -> {
          way.uplink().failed("the ledger refuses the transaction: " + cause);
          TimeUnit.MILLISECONDS.sleep(way.settings().longestRetry().toMillis());
          return signAnew();
        }
        case Register.BatchState.Unknown() -> {
          reached();
          TimeUnit.MILLISECONDS.sleep(backoff.next(null).toMillis());
          return false;
        }
        case Register.BatchState.Unavailable(var cause, var retryAfter) -> {
          way.uplink().failed(cause);
          TimeUnit.MILLISECONDS.sleep(backoff.next(retryAfter).toMillis());
        }
      }
    }
  }

  private void reached() {
    backoff.succeeded();
    way.uplink().reached();
  }

  /**
   * After its expiry a batch that the register never stored would be refused for ever; one that it
   * stored is followed to its end. Only the register can tell which it is.
   */
  private boolean expiredUnseen() {
    if (way.time().instant().isBefore(batch.expiry())) {
      return false;
    }
    return way.register().state(batch.id(), Duration.ZERO) instanceof Register.BatchState.Unknown
        && signAnew();
  }

  private boolean signAnew() {
    LOG.info("batch {} expired; its documents are signed anew", batch.id());
    finish(List.of(), new Progress.Accepted());
    return true;
  }

  private boolean split() {
    if (documents.size() == 1) {
      finish(
          List.of(new Register.DocumentRefusal(0, "TOO_LARGE", "larger than a batch may be")),
          new Progress.Accepted());
      return true;
    }
    way.waiting().halve(documents.size());
    return signAnew();
  }

  /** Refused documents are quarantined, the others become {@code others}. */
  private void finish(List<Register.DocumentRefusal> refusals, Progress others) {
    Map<Integer, Register.DocumentRefusal> byIndex = new HashMap<>();
    refusals.forEach(refusal -> byIndex.put(refusal.index(), refusal));
    List<Spool.Resolution> resolutions = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      SpooledDocument document = documents.get(i);
      Register.DocumentRefusal refusal = byIndex.get(i);
      Progress progress =
          refusal == null
              ? others
              : new Progress.Quarantined(way.time().instant(), refusal.code(), refusal.reason());
      resolutions.add(new Spool.Resolution(document.sequence(), progress));
    }
    way.spool().resolve(batch, resolutions);
    for (int i = 0; i < documents.size(); i++) {
      tell(documents.get(i), resolutions.get(i).progress());
    }
    if (others instanceof Progress.Accepted) {
      way.waiting().startOver(documents.getFirst().sequence());
    }
    way.uplink().finished(documents, resolutions);
  }

  /** One line under the trace of the message that the invoice came with. */
  private static void tell(SpooledDocument document, Progress progress) {
    try (TraceContext.Scope _ = TraceContext.resume(document.traceParent())) {
      switch (progress) {
        case Progress.Accepted() -> LOG.info("invoice {} waits again", document.invoiceId());
        case Progress.Final(Instant at) ->
            LOG.info("invoice {} is final since {}", document.invoiceId(), at);
        case Progress.Quarantined(Instant _, String code, String reason) ->
            LOG.error("invoice {} is quarantined: {}: {}", document.invoiceId(), code, reason);
      }
    }
  }
}
