package org.yipiao.bff.progress;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.yipiao.bff.progress.Signals.Signal;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.settings.BffProperties;

/** Tells a person's pages that something has changed; what, they read themselves. */
final class PersonStream {

  private final Signals signals;
  private final BffProperties.Progress settings;

  PersonStream(Signals signals, BffProperties.Progress settings) {
    this.signals = signals;
    this.settings = settings;
  }

  /** Runs until the session has ended or the browser has gone. */
  void run(SignedIn who, StreamSlots.Slot slot, EventStream stream)
      throws IOException, InterruptedException {
    // Its nodes are made as signals come: most streams wait for most of their lives.
    var queue = new LinkedBlockingQueue<Signal>(settings.queue());
    var missed = new AtomicBoolean();
    var over = new AtomicBoolean();
    Runnable end =
        () -> {
          over.set(true);
          // Whatever it is, it wakes; if the queue is full it need not.
          boolean _ = queue.offer(new Signal.Resync());
        };
    stream.whenLeft(end);
    try (var _ =
            signals.toPerson(
                who.subject(),
                signal -> {
                  if (!queue.offer(signal)) {
                    missed.set(true);
                  }
                });
        var _ = who.whenSignedOut(end)) {
      // What happened between the page's reading and now is not known.
      send(stream, new Signal.Resync());
      long beat = System.nanoTime() + settings.heartbeat().toNanos();
      while (true) {
        var signal = queue.poll(beat - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (over.get() || signals.isClosing()) {
          return;
        }
        if (missed.getAndSet(false)) {
          queue.clear();
          send(stream, new Signal.Resync());
        } else if (signal != null) {
          send(stream, signal);
        }
        if (System.nanoTime() - beat >= 0) {
          if (!who.isStillSignedIn()) {
            return;
          }
          stream.heartbeat();
          slot.renew();
          beat = System.nanoTime() + settings.heartbeat().toNanos();
        }
      }
    }
  }

  private static void send(EventStream stream, Signal signal) throws IOException {
    switch (signal) {
      case Signal.InvoiceCame(String invoiceId) ->
          stream.send(null, "invoice", Map.of("invoiceId", invoiceId));
      case Signal.ClaimMoved(String claimId, String status) ->
          stream.send(null, "claim", Map.of("claimId", claimId, "status", status));
      case Signal.Resync() -> stream.send(null, "resync", Map.of());
    }
  }
}
