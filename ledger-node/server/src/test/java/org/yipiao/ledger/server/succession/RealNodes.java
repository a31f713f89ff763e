package org.yipiao.ledger.server.succession;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;
import org.yipiao.ledger.server.ordering.SuccessiveEngines;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * Four nodes of which nothing is there but their engines, real ones in this process, and what looks
 * after their succession. A text that any of them orders changes the validators: the third has
 * other keys from then on.
 */
final class RealNodes implements AutoCloseable {

  static final int ROUNDS_REMEMBERED = 60;

  private static final byte TEXT = 1;
  private static final String CHANGE = "the third has other keys";

  private final Path directory;
  private final EngineKeys keys = new EngineKeys();
  private final Genesis genesis = keys.genesis();
  private final EngineIdentity next = EngineIdentity.generate(3);
  private final List<Epoch> epochs = keys.epochsWithNextKey(3, next);
  private final List<Integer> ports = LoopbackPorts.free(4);
  private final Map<Integer, OrderingEngine> running = new ConcurrentHashMap<>();
  private final Set<Integer> silent = ConcurrentHashMap.newKeySet();
  private final Map<Integer, Heard> heard = new TreeMap<>();

  RealNodes(Path directory) {
    this.directory = directory;
  }

  /** What a node's engines have ordered. */
  static final class Heard implements OrderingListener {
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile long lastRound;

    @Override
    public void onResume(long last, byte[] orderHash) {
      lastRound = last;
    }

    @Override
    public void onRound(OrderedRound round) {
      lastRound = round.number();
      for (OrderedPayload payload : round.payloads()) {
        texts.add(text(payload));
      }
    }

    @Override
    public void onSaving() {}

    @Override
    public void onPayloadSeen(byte[] payload, int creatorMember) {}

    @Override
    public void onGap(long last, byte[] orderHash) {
      lastRound = last;
    }

    @Override
    public void onStatus(EngineStatus status) {}

    long lastRound() {
      return lastRound;
    }

    boolean hasOrdered(String text) {
      return texts.contains(text);
    }
  }

  private static String text(OrderedPayload payload) {
    byte[] bytes = payload.bytes();
    return new String(bytes, 1, bytes.length - 1, StandardCharsets.UTF_8);
  }

  void start(int member) {
    var listener = new Heard();
    heard.put(member, listener);
    var engines =
        new SuccessiveEngines(
            new EngineSuccession(
                genesis, member, () -> epochs, peers(member), folder(member), new Maker(member)));
    running.put(member, engines);
    engines.start(listener);
  }

  Path folder(int member) {
    return directory.resolve("member " + member);
  }

  OrderingEngine engine(int member) {
    return Objects.requireNonNull(running.get(member), "a node that runs");
  }

  Heard heard(int member) {
    return Objects.requireNonNull(heard.get(member), "a node that ran");
  }

  /** It takes part, but tells nobody what it has signed. */
  void silence(int member) {
    silent.add(member);
  }

  /** Nobody can reach it any more. */
  void stop(int member) {
    OrderingEngine engine = running.remove(member);
    if (engine != null) {
      engine.close();
    }
  }

  void order(int member, String text) {
    byte[] bytes = (" " + text).getBytes(StandardCharsets.UTF_8);
    bytes[0] = TEXT;
    if (!engine(member).submit(bytes)) {
      throw new AssertionError("not taken: " + text);
    }
  }

  void orderTheChange(int member) {
    order(member, CHANGE);
  }

  private final class Maker implements EngineSuccession.EngineMaker {
    private final int member;

    Maker(int member) {
      this.member = member;
    }

    @Override
    public OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener listener) {
      return new HieroOrderingEngine(
          settings(member),
          identities(),
          InstantSource.system(),
          new Change(new EpochRoster(genesis, begins, (byte) 2, listener)));
    }

    @Override
    public List<EngineIdentity> identities() {
      return member == 3 ? List.of(keys.of(3), next) : List.of(keys.of(member));
    }
  }

  private HieroSettings settings(int member) {
    List<ValidatorEndpoint> endpoints = new ArrayList<>();
    for (int one = 1; one <= 4; one++) {
      endpoints.add(
          new ValidatorEndpoint(
              one, "127.0.0.1", ports.get(one - 1), keys.of(one).certificateDer(), 1));
    }
    return new HieroSettings(
        folder(member).resolve("engine"),
        member,
        endpoints,
        new HieroSettings.Pace(
            Duration.ofMillis(500),
            Duration.ofSeconds(2),
            60,
            Duration.ofMinutes(10),
            ROUNDS_REMEMBERED),
        false);
  }

  /** What a payload of the log's would have to prove is only said. */
  private final class Change implements RosterChanges {
    private final EpochRoster epochRoster;

    Change(EpochRoster epochRoster) {
      this.epochRoster = epochRoster;
    }

    @Override
    public Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept) {
      if (!text(payload).equals(CHANGE)) {
        return Optional.empty();
      }
      Epoch second = epochs.get(1);
      byte[] record = new EpochRoster(genesis, second, (byte) 2, new EngineValidators()).initial();
      return Optional.of(new Next(EpochRoster.members(second.roster()), record));
    }

    @Override
    public byte[] initial() {
      return epochRoster.initial();
    }

    @Override
    public Optional<List<RosterMember>> validators(byte[] kept) {
      return epochRoster.validators(kept);
    }

    @Override
    public void has(byte[] kept, boolean announced) {
      epochRoster.has(kept, announced);
    }
  }

  private List<Peer> peers(int member) {
    return Stream.of(1, 2, 3, 4).filter(other -> other != member).<Peer>map(Asked::new).toList();
  }

  /** A node as it is, which may not run. */
  private final class Asked extends Talking {
    private final int member;

    Asked(int member) {
      super("member " + member);
      this.member = member;
    }

    @Override
    public Optional<byte[]> stop() {
      return speaks().flatMap(OrderingEngine::stop);
    }

    @Override
    public Optional<byte[]> stopState() {
      return speaks().flatMap(OrderingEngine::stopState);
    }

    private Optional<OrderingEngine> speaks() {
      return silent.contains(member) ? Optional.empty() : Optional.ofNullable(running.get(member));
    }
  }

  @Override
  public void close() {
    List.copyOf(running.keySet()).parallelStream().forEach(this::stop);
  }
}
