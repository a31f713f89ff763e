package org.yipiao.acceptance.kill.load;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.yipiao.acceptance.kill.oracle.PatientEvidence;
import org.yipiao.quickstart.drive.RefusedException;

/**
 * How long signed-in patients wait for their calls, each repeated until it is answered, and with
 * what they are refused meanwhile. Safe for many threads.
 */
public final class PatientCalls {

  private static final String SIGN_IN_NEEDED = "SIGN_IN_NEEDED";

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Call> open = new ConcurrentHashMap<>();
  private final Map<Integer, Instant> answered = new ConcurrentHashMap<>();
  private final Map<String, Integer> failures = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<PatientEvidence.SignedOut> signedOut =
      new ConcurrentLinkedQueue<>();
  private final AtomicLong longestMillis = new AtomicLong();
  private final AtomicInteger openStreams = new AtomicInteger();
  private final AtomicInteger cutStreams = new AtomicInteger();

  /** A call that waits. */
  record Call(long id, int patient, String what, Instant begun) {}

  PatientCalls(InstantSource clock) {
    this.clock = clock;
  }

  /** A patient, of whom more calls are to be expected, asks for something. */
  Call begin(int patient, String what) {
    var call = new Call(last.incrementAndGet(), patient, what, clock.instant());
    open.put(call.id(), call);
    return call;
  }

  /** The call has its answer. */
  void answered(Call call) {
    longestMillis.accumulateAndGet(
        Duration.between(call.begun(), clock.instant()).toMillis(), Math::max);
    answered.merge(call.patient(), call.begun(), (one, other) -> one.isBefore(other) ? other : one);
    open.remove(call.id());
  }

  /** Nobody repeats the call any more. */
  void givenUp(Call call) {
    open.remove(call.id());
  }

  /** An attempt at the call has failed. */
  void failed(Call call, Exception cause) {
    String name =
        cause instanceof RefusedException refused
            ? refused.code()
            : cause.getClass().getSimpleName();
    failures.merge(name, 1, Integer::sum);
    if (name.equals(SIGN_IN_NEEDED)) {
      signedOut.add(
          new PatientEvidence.SignedOut("patient " + call.patient(), call.what(), clock.instant()));
    }
  }

  /** A stream of a claim's steps is open. */
  void streamOpened() {
    openStreams.incrementAndGet();
  }

  /**
   * It is open no more.
   *
   * @param cut whether it broke off: neither had the claim ended nor the patient enough of it
   */
  void streamOver(boolean cut) {
    openStreams.decrementAndGet();
    if (cut) {
      cutStreams.incrementAndGet();
    }
  }

  /**
   * The patients of whom a call begun before that moment waits still, or of whom no call begun
   * since has been answered.
   */
  public SortedSet<Integer> waitingSince(Instant moment, int patients) {
    SortedSet<Integer> waiting = new TreeSet<>();
    open.values().stream()
        .filter(call -> call.begun().isBefore(moment))
        .forEach(call -> waiting.add(call.patient()));
    for (int patient = 1; patient <= patients; patient++) {
      if (!answered.getOrDefault(patient, Instant.MIN).isAfter(moment)) {
        waiting.add(patient);
      }
    }
    return waiting;
  }

  /** The longest that any answered call took, with all its attempts. */
  public Duration longest() {
    return Duration.ofMillis(longestMillis.get());
  }

  /** How many streams are open now. */
  public int openStreams() {
    return openStreams.get();
  }

  /** How many streams broke off; each is opened again where it was left. */
  public int cutStreams() {
    return cutStreams.get();
  }

  /** Attempts that failed, by the code of the refusal or the name of the failure. */
  public Map<String, Integer> failures() {
    return new TreeMap<>(failures);
  }

  /** Who was told to sign in again. */
  public List<PatientEvidence.SignedOut> signedOut() {
    return List.copyOf(signedOut);
  }
}
