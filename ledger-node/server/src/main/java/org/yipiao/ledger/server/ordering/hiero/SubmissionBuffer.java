package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.platform.event.StateSignatureTransaction;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.hiero.consensus.model.transaction.TimestampedTransaction;
import org.yipiao.ledger.server.ordering.OrderingEngine;

/**
 * What waits for this node's next events, bounded in bytes. Signatures of the engine's state go
 * first: they are few and small, and a state without them is worth nothing to a peer that fell
 * behind. Payloads with room of their own follow, which nothing else can fill. An event takes what
 * fits, and of payloads no more than all engines can remember; the rest waits for a later one.
 */
final class SubmissionBuffer {

  /** An event with more than this is refused by every peer. */
  static final int MAX_EVENT_BYTES = 245_760;

  /** A transaction with more than this is refused by every peer. */
  static final int MAX_TRANSACTION_BYTES = 133_120;

  private static final int MAX_PAYLOAD_BYTES_WAITING = 16 * 1024 * 1024;
  static final int MAX_PAYLOADS_WAITING = 10_000;
  private static final int MAX_SIGNATURES_WAITING = 1_000;
  private static final int MAX_FIRST_WAITING = 1_000;

  private final InstantSource clock;
  private final RememberedBytes remembered;
  private final ArrayDeque<TimestampedTransaction> signatures = new ArrayDeque<>();
  private final ArrayDeque<TimestampedTransaction> first = new ArrayDeque<>();
  private final ArrayDeque<TimestampedTransaction> payloads = new ArrayDeque<>();
  private long payloadBytes;
  private boolean call;

  SubmissionBuffer(InstantSource clock, RememberedBytes remembered) {
    this.clock = clock;
    this.remembered = remembered;
  }

  /** A round was handled. */
  synchronized void round(long number) {
    remembered.round(number);
  }

  /** Whether the payload found room. */
  synchronized boolean offer(byte[] payload) {
    if (payloads.size() >= MAX_PAYLOADS_WAITING
        || payloadBytes + payload.length > MAX_PAYLOAD_BYTES_WAITING) {
      return false;
    }
    Bytes framed = EngineTransaction.encodePayload(payload);
    payloads.add(new TimestampedTransaction(framed, clock.instant()));
    payloadBytes += framed.length();
    return true;
  }

  /** Keeps a payload in the room for small ones that go first; of too many, the oldest goes. */
  synchronized boolean offerFirst(byte[] payload) {
    if (payload.length > OrderingEngine.MAX_FIRST_BYTES) {
      return offer(payload);
    }
    if (first.size() >= MAX_FIRST_WAITING) {
      first.removeFirst();
    }
    first.add(
        new TimestampedTransaction(EngineTransaction.encodePayload(payload), clock.instant()));
    return true;
  }

  /** Has the next event call for rounds. */
  synchronized void call() {
    call = true;
  }

  /** Keeps a signature for the next event; of too many, the oldest goes. */
  synchronized void offer(StateSignatureTransaction signature) {
    if (signatures.size() >= MAX_SIGNATURES_WAITING) {
      signatures.removeFirst();
    }
    signatures.add(
        new TimestampedTransaction(
            EngineTransaction.encodeStateSignature(signature), clock.instant()));
  }

  /** Takes what goes into the next event, of each kind in order of arrival. */
  synchronized List<TimestampedTransaction> takeForEvent() {
    var taken = new ArrayList<TimestampedTransaction>();
    long room = MAX_EVENT_BYTES;
    if (call) {
      Bytes framed = EngineTransaction.encodeCall();
      taken.add(new TimestampedTransaction(framed, clock.instant()));
      room -= framed.length();
      call = false;
    }
    room = take(signatures, room, taken);
    room = take(first, room, taken);
    long mayTake = Math.min(room, remembered.room());
    long took = mayTake - take(payloads, mayTake, taken);
    payloadBytes -= took;
    remembered.took(MAX_EVENT_BYTES - room + took);
    return taken;
  }

  private static long take(
      ArrayDeque<TimestampedTransaction> from, long room, List<TimestampedTransaction> into) {
    long left = room;
    for (TimestampedTransaction next = from.peekFirst();
        next != null && next.transaction().length() <= left;
        next = from.peekFirst()) {
      left -= next.transaction().length();
      into.add(from.removeFirst());
    }
    return left;
  }

  synchronized boolean hasSignatures() {
    return !signatures.isEmpty();
  }

  synchronized boolean hasPayloads() {
    return !first.isEmpty() || !payloads.isEmpty();
  }
}
