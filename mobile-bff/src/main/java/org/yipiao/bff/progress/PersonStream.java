package org.yipiao.bff.progress;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
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
    var waiting = new Waiting(settings.queue());
    stream.whenLeft(waiting::end);
    try (var _ = signals.toPerson(who.subject(), waiting::take);
        var _ = who.whenSignedOut(waiting::end)) {
      // What happened between the page's reading and now is not known.
      send(stream, new Signal.Resync());
      long beat = System.nanoTime() + settings.heartbeat().toNanos();
      while (true) {
        var signal = waiting.next(beat - System.nanoTime());
        if (waiting.isOver() || signals.isClosing()) {
          return;
        }
        if (signal != null) {
          send(stream, signal);
        }
        if (System.nanoTime() - beat >= 0) {
          if (!stream.beat(who, slot)) {
            return;
          }
          beat = System.nanoTime() + settings.heartbeat().toNanos();
        }
      }
    }
  }

  /** The signals that wait for one stream. */
  private static final class Waiting {

    /** Its nodes are made as signals come: most streams wait for most of their lives. */
    private final LinkedBlockingQueue<Signal> queue;

    private volatile boolean missed;
    private volatile boolean over;

    Waiting(int most) {
      queue = new LinkedBlockingQueue<>(most);
    }

    void take(Signal signal) {
      if (!queue.offer(signal)) {
        missed = true;
      }
    }

    void end() {
      over = true;
      // Any signal wakes.
      take(new Signal.Resync());
    }

    boolean isOver() {
      return over;
    }

    /** The next one; that it has lost count, if there were too many; nothing in time. */
    @Nullable Signal next(long nanos) throws InterruptedException {
      var signal = queue.poll(nanos, TimeUnit.NANOSECONDS);
      if (missed) {
        missed = false;
        queue.clear();
        return new Signal.Resync();
      }
      return signal;
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
