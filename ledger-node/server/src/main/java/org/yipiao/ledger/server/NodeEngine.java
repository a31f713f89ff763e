package org.yipiao.ledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.SuccessiveEngines;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.transfer.Peer;

/** Makes a node's engine out of its settings, and the next one after each change of validators. */
final class NodeEngine {

  private static final Logger LOG = LoggerFactory.getLogger(NodeEngine.class);

  private final LedgerNodeProperties properties;
  private final Genesis genesis;
  private final List<Peer> peers;
  private final Supplier<List<Epoch>> own;
  private final InstantSource clock;
  private final AtomicLong epoch = new AtomicLong();

  /**
   * @param own the epochs that this node's log has
   */
  NodeEngine(
      LedgerNodeProperties properties,
      Genesis genesis,
      List<Peer> peers,
      Supplier<List<Epoch>> own,
      InstantSource clock) {
    this.properties = properties;
    this.genesis = genesis;
    this.peers = peers;
    this.own = own;
    this.clock = clock;
  }

  OrderingEngine successive() {
    return new SuccessiveEngines(this::make, epoch::get);
  }

  private OrderingEngine make() {
    List<Epoch> epochs = epochs();
    var changes = new EpochRoster(genesis, epochs.getLast(), Payload.EPOCH, epoch::set);
    try {
      Files.createDirectories(properties.engineDirectory());
      return new HieroOrderingEngine(settings(epochs), identities(), clock, changes);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's files cannot be read", e);
    }
  }

  /** A node that begins, or whose engine does, may know less than its peers can prove. */
  private List<Epoch> epochs() {
    List<Epoch> known = own.get();
    // The engine makes the folder around it long before it saves its first state there.
    boolean begins =
        !Files.isDirectory(properties.engineDirectory().resolve("saved").resolve("ordering"));
    boolean validates = known.getLast().roster().validator(properties.member()).isPresent();
    if (!begins && validates) {
      return known;
    }
    for (Peer peer : peers) {
      List<Epoch> shown = peer.epochs().map(changes -> follow(peer, changes)).orElse(List.of());
      if (shown.size() > known.size()) {
        known = shown;
      }
    }
    return known;
  }

  private List<Epoch> follow(Peer peer, List<EpochChange> changes) {
    try {
      return EpochChange.follow(genesis, changes);
    } catch (FormatException e) {
      LOG.warn("{} shows epochs that do not follow: {}", peer.name(), e.getMessage());
      return List.of();
    }
  }

  private HieroSettings settings(List<Epoch> epochs) {
    if (epochs.getLast().roster().validator(properties.member()).isEmpty()) {
      throw new IllegalStateException(
          "member "
              + properties.member()
              + " is not among the validators of epoch "
              + epochs.getLast().number());
    }
    Map<Integer, ValidatorEndpoint> endpoints = new TreeMap<>();
    for (Epoch one : epochs) {
      for (Roster.Entry entry : one.roster().validators()) {
        endpoints.put(entry.member(), endpoint(entry.member(), entry.validator()));
      }
    }
    var engine = properties.engine();
    return new HieroSettings(
        properties.engineDirectory(),
        properties.member(),
        List.copyOf(endpoints.values()),
        new HieroSettings.Pace(
            engine.observingStatusDelay(),
            engine.saveStatePeriod(),
            engine.creationRate(),
            engine.logRetention(),
            HieroSettings.Pace.ROUNDS_REMEMBERED),
        engine.listenOnAllInterfaces());
  }

  private ValidatorEndpoint endpoint(int member, GenesisValidator validator) {
    HostAndPort address =
        HostAndPort.of(
            properties.engine().addresses().get(member),
            validator.gossipHost(),
            validator.gossipPort());
    return new ValidatorEndpoint(
        member, address.host(), address.port(), validator.engineCertificateBytes(), 1);
  }

  private List<EngineIdentity> identities() throws IOException {
    Path keys = LedgerNodeProperties.absolute(properties.keysDirectory());
    List<EngineIdentity> identities = new ArrayList<>();
    identities.add(identity(keys.resolve("engine.p12")));
    Path next = keys.resolve("engine-next.p12");
    if (Files.exists(next)) {
      identities.add(identity(next));
    }
    return identities;
  }

  private static EngineIdentity identity(Path file) throws IOException {
    String password = Files.readString(KeyFiles.passwordFile(file)).strip();
    return EngineIdentity.load(file, password.toCharArray());
  }

  /** Where a validator's engine listens. */
  private record HostAndPort(String host, int port) {

    static HostAndPort of(@Nullable String override, String host, int port) {
      if (override == null) {
        return new HostAndPort(host, port);
      }
      int colon = override.lastIndexOf(':');
      if (colon < 1 || !override.substring(colon + 1).matches("[0-9]{1,5}")) {
        throw new IllegalArgumentException(
            "yipiao.ledger.engine.addresses: host:port, not " + override);
      }
      return new HostAndPort(
          override.substring(0, colon), Integer.parseInt(override.substring(colon + 1)));
    }
  }
}
