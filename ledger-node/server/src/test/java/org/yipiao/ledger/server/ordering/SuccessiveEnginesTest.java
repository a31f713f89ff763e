package org.yipiao.ledger.server.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One engine after the other, as the succession has it, and never two at once. */
class SuccessiveEnginesTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final SuccessionPace QUICK =
      new SuccessionPace(
          Duration.ofMillis(5),
          Duration.ofMillis(20),
          Duration.ofMillis(40),
          Duration.ofMillis(20),
          Duration.ofMillis(10),
          Duration.ofMillis(40));

  private final Said said = new Said();
  private final SuccessiveEngines engines = new SuccessiveEngines(said, QUICK);

  /** What it is told to say; each engine is looked at when it is made. */
  private static final class Said implements Succession {
    private final Deque<Supplier<OrderingEngine>> next = new ArrayDeque<>();
    private final List<Stated> made = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean mayEnd;
    private volatile boolean missed;
    private volatile boolean fails;
    private volatile boolean breaks;
    private volatile String full = "";
    private volatile Runnable asksOthers = () -> {};
    private volatile boolean closed;

    @Override
    public synchronized OrderingEngine next() {
      asksOthers.run();
      assertThat(made).as("the engine before was closed").allMatch(Stated::closed);
      return next.remove().get();
    }

    Stated stated(boolean starts) {
      var engine = new Stated(starts);
      made.add(engine);
      return engine;
    }

    @Override
    public boolean mayEnd() {
      asked.incrementAndGet();
      if (!full.isEmpty()) {
        throw new UncheckedIOException("a stop that cannot be kept", new IOException(full));
      }
      if (fails) {
        throw new IllegalStateException("a key that cannot be read");
      }
      if (breaks) {
        throw new InternalError("a page of a file that the disk does not give");
      }
      return mayEnd;
    }

    @Override
    public boolean missed() {
      return missed;
    }

    @Override
    public long epoch() {
      return 3;
    }

    @Override
    public Optional<byte[]> stop() {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> stopState() {
      return Optional.empty();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /** An engine that is in the state that it is put into. */
  private static final class Stated implements OrderingEngine {
    static final Trouble FULL = new Trouble("no space", true);

    private final boolean starts;
    private volatile EngineStatus status = EngineStatus.STARTING;

    Stated(boolean starts) {
      this.starts = starts;
    }

    boolean closed() {
      return status == EngineStatus.STOPPED;
    }

    @Override
    public void start(OrderingListener listener) {
      if (!starts) {
        throw new IllegalStateException("a port that is taken");
      }
      status = EngineStatus.ACTIVE;
    }

    @Override
    public boolean submit(byte[] payload) {
      return true;
    }

    @Override
    public EngineStatus status() {
      return status;
    }

    @Override
    public Optional<Trouble> trouble() {
      return Optional.of(FULL);
    }

    @Override
    public Duration unhealthyFor() {
      return Duration.ZERO;
    }

    @Override
    public SortedSet<Integer> validators() {
      return new TreeSet<>();
    }

    @Override
    public Duration silent(int member) {
      return Duration.ofSeconds(member);
    }

    @Override
    public void idle(boolean idle) {}

    @Override
    public void close() {
      status = EngineStatus.STOPPED;
    }
  }

  @AfterEach
  void close() {
    engines.close();
  }

  @Test
  void aStoppedEngineStaysUntilItMayEnd() {
    said.next.add(() -> said.stated(true));
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    Stated first = said.made.getFirst();
    first.status = EngineStatus.FROZEN;
    await().atMost(LONG).until(() -> said.asked.get() > 3);
    assertThat(first.closed()).isFalse();
    said.mayEnd = true;
    await().atMost(LONG).until(() -> engines.status() == EngineStatus.ACTIVE && first.closed());
    assertThat(said.made).hasSize(2);
  }

  @Test
  void whoIsNotHeardTheEngineOfTheMomentSays() {
    assertThat(engines.silent(3)).isZero();
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    assertThat(engines.silent(3)).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void whyItFailedTheEngineOfTheMomentSays() {
    assertThat(engines.trouble()).isEmpty();
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    assertThat(engines.trouble()).contains(Stated.FULL);
  }

  @Test
  void anEngineThatIsNotDueIsWaitedFor() {
    said.next.add(() -> {
      throw new EngineNotDueException("no validator yet");
    });
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    assertThat(engines.status()).isEqualTo(EngineStatus.WAITING);
    assertThat(engines.trouble()).contains(new OrderingEngine.Trouble("no validator yet", false));
    assertThat(engines.submit(new byte[] {1})).isFalse();
    await().atMost(LONG).until(() -> engines.status() == EngineStatus.ACTIVE);
  }

  /** A name that does not resolve, a file that is missing for a moment. */
  @Test
  void whatDoesNotGoOnIsClosedAndTriedAgain() {
    said.next.add(() -> said.stated(true));
    said.next.add(() -> said.stated(false));
    said.next.add(() -> {
      throw new IllegalStateException("a file that is missing");
    });
    said.next.add(() -> said.stated(true));
    said.mayEnd = true;
    engines.start(new FailingListener());
    said.made.getFirst().status = EngineStatus.FROZEN;
    await().atMost(LONG).until(() -> said.made.size() == 3);
    await().atMost(LONG).until(() -> engines.status() == EngineStatus.ACTIVE);
    assertThat(said.made.get(1).closed()).isTrue();
  }

  @Test
  void whatCannotStartAtFirstSaysSo() {
    said.next.add(() -> said.stated(false));
    var listener = new FailingListener();
    assertThatThrownBy(() -> engines.start(listener))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a port");
    assertThat(said.made.getFirst().closed()).isTrue();
  }

  @Test
  void anEngineThatOrdersNothingAndMissedTheStopIsReplaced() {
    replacedOnceMissed(EngineStatus.BEHIND);
  }

  /** At rest it makes no rounds and asks nobody: that it is cut off does not show in its status. */
  @Test
  void anEngineThatRestsAndMissedTheStopIsReplaced() {
    replacedOnceMissed(EngineStatus.ACTIVE);
  }

  private void replacedOnceMissed(EngineStatus status) {
    said.next.add(() -> said.stated(true));
    said.next.add(() -> {
      said.missed = false;
      return said.stated(true);
    });
    engines.start(new FailingListener());
    said.made.getFirst().status = status;
    said.missed = true;
    await().atMost(LONG).until(() -> said.made.size() == 2);
    await().atMost(LONG).until(() -> engines.status() == EngineStatus.ACTIVE);
  }

  /** A key file that is moved in just that moment. */
  @Test
  void whateverGoesWrongItIsLookedAfterAgain() {
    said.next.add(() -> said.stated(true));
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    said.fails = true;
    said.made.getFirst().status = EngineStatus.FROZEN;
    await().atMost(LONG).until(() -> said.asked.get() > 1);
    said.breaks = true;
    said.fails = false;
    int asked = said.asked.get();
    await().atMost(LONG).until(() -> said.asked.get() > asked + 2);
    said.breaks = false;
    said.mayEnd = true;
    await().atMost(LONG).until(() -> said.made.size() == 2);
  }

  /** The lines would fill what room there is. */
  @Test
  void aFullDiskIsNamedOnceAndWithoutATrace() {
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    try (var lines = new LinesOf(SuccessiveEngines.class)) {
      said.full = "no space";
      said.made.getFirst().status = EngineStatus.FROZEN;
      await().atMost(LONG).until(() -> said.asked.get() > 3);
      assertThat(lines.lines())
          .containsExactly(
              "the engine does not go on, which is tried again: a stop that cannot be kept: no space");
      said.full = "a disk that was taken away";
      await().atMost(LONG).until(() -> lines.lines().size() == 2);
      assertThat(lines.lines().getLast()).endsWith("a disk that was taken away");
    }
  }

  /** Less and less often, so that the machine has time for what makes room. */
  @Test
  void thePausesBecomeLonger() {
    SuccessionPace pace = SuccessionPace.DEFAULT;
    Duration first = pace.after(pace.look());
    assertThat(first).isEqualTo(Duration.ofSeconds(2));
    assertThat(pace.after(first)).isEqualTo(Duration.ofSeconds(4));
    assertThat(pace.after(Duration.ofSeconds(50))).isEqualTo(Duration.ofMinutes(1));
  }

  /** It must not wait for those whom the succession asks. */
  @Test
  void theEndComesWhileItIsAskedWhichEngineIsNext() throws Exception {
    said.next.add(() -> said.stated(true));
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    var asking = new CountDownLatch(1);
    said.asksOthers =
        () -> {
          asking.countDown();
          await().atMost(LONG).until(() -> said.closed);
        };
    said.mayEnd = true;
    said.made.getFirst().status = EngineStatus.FROZEN;
    asking.await();
    engines.close();
    await().atMost(LONG).until(() -> said.made.size() == 2 && said.made.get(1).closed());
  }

  @Test
  void nothingBeginsAfterTheEnd() {
    said.next.add(() -> said.stated(true));
    engines.start(new FailingListener());
    engines.close();
    assertThat(said.made.getFirst().closed()).isTrue();
    assertThatThrownBy(() -> engines.start(new FailingListener()))
        .isInstanceOf(IllegalStateException.class);
  }
}
