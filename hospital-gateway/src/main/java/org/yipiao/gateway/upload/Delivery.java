package org.yipiao.gateway.upload;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
 * taken apart again when it can never become so. A batch that is refused because of some of its
 * documents goes on at once without them; when the register does not say which, it goes on in two
 * halves.
 */
final class Delivery {

  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  /** So often in a row the register may fail over a batch before it is sent in halves. */
  private static final int FAILURES_BEFORE_HALVES = 8;

  private final Way way;
  private final PendingBatch batch;
  private final List<SpooledDocument> documents;
  private final Backoff backoff;
  private List<PendingBatch> successors = List.of();
  private int failures;

  /** What all deliveries share. */
  record Way(
      Spool spool,
      Register register,
      BatchSigner signer,
      WaitingDocuments waiting,
      PutOff putOff,
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

  /**
   * Brings the batch to its end.
   *
   * @return the batches in which the rest of its documents go on
   */
  List<PendingBatch> run() throws InterruptedException {
    while (!post()) {}
    return successors;
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
        yield withoutRefused(refusals);
      }
      case Register.Posted.Refused(String code, String reason) -> {
        reached();
        yield halve(new Register.DocumentRefusal(0, code, reason));
      }
      case Register.Posted.Failed(var cause, var retryAfter) -> {
        failures++;
        way.uplink().failed(cause);
        TimeUnit.MILLISECONDS.sleep(backoff.next(retryAfter).toMillis());
        yield failures < FAILURES_BEFORE_HALVES
            ? expiredUnseen()
            : unstored() && halve(Register.DocumentRefusal.of(0, UplinkFault.REGISTER_FAILED));
      }
      case Register.Posted.TransactionExpired() -> {
        reached();
        yield signAnew();
      }
      case Register.Posted.TooLarge() -> {
        reached();
        yield tooLarge();
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
    return unstored() && signAnew();
  }

  private boolean unstored() {
    return way.register().state(batch.id(), Duration.ZERO) instanceof Register.BatchState.Unknown;
  }

  private boolean signAnew() {
    LOG.info("batch {} expired; its documents are signed anew", batch.id());
    finish(List.of(), new Progress.Accepted());
    return true;
  }

  private boolean tooLarge() {
    if (documents.size() == 1) {
      finish(
          List.of(Register.DocumentRefusal.of(0, UplinkFault.TOO_LARGE)), new Progress.Accepted());
      return true;
    }
    way.waiting().halve(documents.size());
    return halves();
  }

  /** The register stored nothing: what it has nothing against goes on at once. */
  private boolean withoutRefused(List<Register.DocumentRefusal> refusals) {
    Map<Integer, Register.DocumentRefusal> byIndex = byIndex(refusals);
    List<SpooledDocument> refused = new ArrayList<>();
    List<SpooledDocument> others = new ArrayList<>();
    List<Spool.Resolution> resolutions = new ArrayList<>();
    for (int i = 0; i < documents.size(); i++) {
      SpooledDocument document = documents.get(i);
      Register.DocumentRefusal refusal = byIndex.get(i);
      if (refusal == null) {
        others.add(document);
      } else {
        refused.add(document);
        resolutions.add(
            new Spool.Resolution(document.sequence(), way.putOff().judge(document, refusal)));
      }
    }
    successors = others.isEmpty() ? List.of() : List.of(signed(others));
    way.spool().regroup(batch, resolutions, successors);
    tell(refused, resolutions);
    return true;
  }

  /** Which document is at fault was not said: the halves tell, until it stands alone. */
  private boolean halve(Register.DocumentRefusal refusal) {
    if (documents.size() > 1) {
      return halves();
    }
    SpooledDocument document = documents.getFirst();
    List<Spool.Resolution> held =
        List.of(new Spool.Resolution(document.sequence(), way.putOff().hold(document, refusal)));
    way.spool().resolve(batch, held);
    tell(documents, held);
    return true;
  }

  private boolean halves() {
    int middle = documents.size() / 2;
    successors =
        List.of(
            signed(documents.subList(0, middle)),
            signed(documents.subList(middle, documents.size())));
    way.spool().regroup(batch, List.of(), successors);
    LOG.info("batch {} of {} goes on in two halves", batch.id(), documents.size());
    return true;
  }

  private PendingBatch signed(List<SpooledDocument> some) {
    return way.signer().sign(some, way.time().instant());
  }

  /** Refused documents are judged one by one, the others become {@code others}. */
  private void finish(List<Register.DocumentRefusal> refusals, Progress others) {
    Map<Integer, Register.DocumentRefusal> byIndex = byIndex(refusals);
    List<Spool.Resolution> resolutions = new ArrayList<>(documents.size());
    for (int i = 0; i < documents.size(); i++) {
      SpooledDocument document = documents.get(i);
      Register.DocumentRefusal refusal = byIndex.get(i);
      Progress progress = refusal == null ? others : way.putOff().judge(document, refusal);
      resolutions.add(new Spool.Resolution(document.sequence(), progress));
    }
    way.spool().resolve(batch, resolutions);
    if (others instanceof Progress.Accepted) {
      way.waiting().startOver(documents.getFirst().sequence());
    }
    tell(documents, resolutions);
  }

  private static Map<Integer, Register.DocumentRefusal> byIndex(
      List<Register.DocumentRefusal> refusals) {
    Map<Integer, Register.DocumentRefusal> byIndex = new HashMap<>();
    refusals.forEach(refusal -> byIndex.put(refusal.index(), refusal));
    return byIndex;
  }

  private void tell(List<SpooledDocument> ended, List<Spool.Resolution> resolutions) {
    for (int i = 0; i < ended.size(); i++) {
      tell(ended.get(i), resolutions.get(i).progress());
    }
    way.uplink().finished(ended, resolutions);
  }

  /** One line under the trace of the message that the invoice came with. */
  private static void tell(SpooledDocument document, Progress progress) {
    try (TraceContext.Scope _ = TraceContext.resume(document.traceParent())) {
      switch (progress) {
        case Progress.Accepted() -> LOG.info("invoice {} waits again", document.invoiceId());
        case Progress.Final(Instant at) ->
            LOG.info("invoice {} is final since {}", document.invoiceId(), at);
        case Progress.Held held ->
            LOG.warn(
                "invoice {} is put off until {}: {}: {}",
                document.invoiceId(),
                held.retryAt(),
                held.code(),
                words(held.reason()));
        case Progress.Quarantined(Instant _, String code, String reason) ->
            LOG.error(
                "invoice {} is quarantined: {}: {}", document.invoiceId(), code, words(reason));
      }
    }
  }

  private static String words(String kept) {
    return RefusalWords.say(kept, Locale.ENGLISH);
  }
}
