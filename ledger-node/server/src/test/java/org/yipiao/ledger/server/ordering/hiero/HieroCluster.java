package org.yipiao.ledger.server.ordering.hiero;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RecordingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/** Validators 1 to n with real engines in this process, on loopback and free ports. */
final class HieroCluster implements AutoCloseable {

  static final Duration LIMIT = Duration.ofSeconds(60);

  /** Who has lost its events hears of them from the others before it makes any. */
  private static final Duration LISTENING_ANEW = Duration.ofSeconds(5);

  private final Path directory;
  private final UnaryOperator<HieroSettings> adjust;
  private final Map<Integer, Integer> lives = new HashMap<>();
  private final List<EngineIdentity> identities = new ArrayList<>();
  private final SortedMap<Integer, HieroOrderingEngine> engines = new ConcurrentSkipListMap<>();
  private final SortedMap<Integer, RecordingListener> listeners = new TreeMap<>();
  private List<ValidatorEndpoint> endpoints = List.of();
  private RosterChanges changes = RosterChanges.NONE;
  private Function<HieroSettings, SavedStateWatch.Look> looks = SavedStateWatch::reading;

  HieroCluster(Path directory, int validators, UnaryOperator<HieroSettings> adjust) {
    this.directory = directory;
    this.adjust = adjust;
    IntStream.rangeClosed(1, validators)
        .forEach(member -> identities.add(identity(directory, member)));
    move();
  }

  /** The keys that an earlier cluster in this directory left, or new ones. */
  private static EngineIdentity identity(Path directory, int member) {
    Path file = directory.resolve("engine-" + member + ".p12");
    char[] password = "a password for tests".toCharArray();
    try {
      if (!Files.exists(file)) {
        Files.createDirectories(directory);
        EngineIdentity.generate(member).store(file, password);
      }
      return EngineIdentity.load(file, password);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives every validator a new port, as after a restart on a machine where the old is taken. */
  void move() {
    List<Integer> ports = LoopbackPorts.free(identities.size());
    endpoints =
        IntStream.rangeClosed(1, identities.size())
            .mapToObj(member ->
                new ValidatorEndpoint(
                    member,
                    "127.0.0.1",
                    ports.get(member - 1),
                    identities.get(member - 1).certificateDer(),
                    1))
            .toList();
  }

  /** Decides from the next start on which payloads change the validators. */
  void changes(RosterChanges changes) {
    this.changes = changes;
  }

  /** Decides from the next start on how an engine's saved states are looked at. */
  void looks(Function<HieroSettings, SavedStateWatch.Look> looks) {
    this.looks = looks;
  }

  /** Gives one more validator keys and a port; from the next start on all know it. */
  void enrol() {
    identities.add(identity(directory, identities.size() + 1));
    move();
  }

  /** The keys of one that is to be enrolled. */
  EngineIdentity newIdentity(int member) {
    return identity(directory, member);
  }

  /** From the next start on a validator has other keys. */
  EngineIdentity rotate(int member) {
    try {
      Files.delete(directory.resolve("engine-" + member + ".p12"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    EngineIdentity rotated = identity(directory, member);
    identities.set(member - 1, rotated);
    move();
    return rotated;
  }

  /** From the next start on a validator's engine has another directory, an empty one. */
  Path beginAnew(int member) {
    lives.put(member, lives.getOrDefault(member, 1) + 1);
    return settings(member).directory();
  }

  /** Has a validator order a text. */
  void order(int member, String text) {
    if (!engine(member).submit(text.getBytes(StandardCharsets.UTF_8))) {
      throw new AssertionError("not taken: " + text);
    }
  }

  /** Has the first order a text and waits until all have it. */
  void awaitOrdered(String text) {
    byte[] payload = text.getBytes(StandardCharsets.UTF_8);
    order(engines.firstKey(), text);
    for (int member : engines.keySet()) {
      RecordingListener listener = listener(member);
      Awaitility.await(text + " at member " + member)
          .atMost(LIMIT)
          .until(() -> listener.payloads().contains(RecordingListener.hex(payload)));
    }
  }

  /** The last one is a validator no more; from the next start on nobody knows it. */
  void dismissLast() {
    identities.removeLast();
    move();
  }

  List<RosterMember> roster() {
    return endpoints.stream()
        .map(validator -> new RosterMember(validator.member(), validator.certificateDer()))
        .toList();
  }

  EngineIdentity identity(int member) {
    return identities.get(member - 1);
  }

  HieroSettings settings(int member) {
    int life = lives.getOrDefault(member, 1);
    return adjust.apply(
        new HieroSettings(
            directory.resolve("member " + member + " " + life),
            member,
            endpoints,
            new HieroSettings.Pace(
                life == 1 ? Duration.ofMillis(500) : LISTENING_ANEW,
                Duration.ofSeconds(2),
                60,
                Duration.ofMinutes(10),
                60),
            false));
  }

  void startAll() {
    IntStream.rangeClosed(1, identities.size()).forEach(this::start);
  }

  void start(int member) {
    var listener = new RecordingListener();
    listeners.put(member, listener);
    start(member, listener);
  }

  void start(int member, OrderingListener listener) {
    HieroOrderingEngine engine = make(member);
    engines.put(member, engine);
    // A node's housekeeping begins before its engine runs.
    engine.idle(false);
    engine.start(listener);
  }

  HieroOrderingEngine make(int member) {
    HieroSettings settings = settings(member);
    return new HieroOrderingEngine(
        settings,
        List.of(identity(member)),
        InstantSource.system(),
        changes,
        PeerPort.PATIENCE,
        looks.apply(settings));
  }

  void awaitAll(EngineStatus status) {
    engines.keySet().forEach(member -> await(member, status));
  }

  void await(int member, EngineStatus status) {
    Awaitility.await("member " + member + " is " + status)
        .atMost(LIMIT)
        .until(() -> engine(member).status() == status);
  }

  HieroOrderingEngine engine(int member) {
    return Objects.requireNonNull(engines.get(member));
  }

  RecordingListener listener(int member) {
    return Objects.requireNonNull(listeners.get(member));
  }

  /** All at once: a closing engine waits for peers that are gone already. */
  void stop(Integer... members) {
    var closing = new ArrayList<Thread>();
    for (Integer member : members) {
      HieroOrderingEngine engine = engines.remove(member);
      if (engine != null) {
        closing.add(Thread.ofPlatform().start(engine::close));
      }
    }
    for (Thread thread : closing) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    for (Integer member : members) {
      RecordingListener listener = listeners.get(member);
      if (listener != null) {
        listener.close();
      }
    }
  }

  @Override
  public void close() {
    stop(engines.keySet().toArray(Integer[]::new));
  }
}
