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
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.SuccessiveEngines;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.succession.EngineSuccession;
import org.yipiao.ledger.server.succession.EpochRoster;
import org.yipiao.ledger.server.transfer.Peer;

/** Makes a node's engines out of its settings. */
final class NodeEngine implements EngineSuccession.EngineMaker {

  private final LedgerNodeProperties properties;
  private final Genesis genesis;
  private final InstantSource clock;

  NodeEngine(LedgerNodeProperties properties, Genesis genesis, InstantSource clock) {
    this.properties = properties;
    this.genesis = genesis;
    this.clock = clock;
  }

  /**
   * One engine after the other.
   *
   * @param own the epochs that this node's log has
   */
  OrderingEngine successive(List<Peer> peers, Supplier<List<Epoch>> own) {
    return new SuccessiveEngines(
        new EngineSuccession(
            genesis,
            properties.member(),
            own,
            peers,
            LedgerNodeProperties.absolute(properties.directory()),
            this));
  }

  @Override
  public OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener listener) {
    var changes = new EpochRoster(genesis, begins, Payload.EPOCH, listener);
    return new HieroOrderingEngine(settings(known), identities(), clock, changes);
  }

  private HieroSettings settings(List<Epoch> epochs) {
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

  @Override
  public List<EngineIdentity> identities() {
    try {
      return readIdentities();
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's keys cannot be read", e);
    }
  }

  private List<EngineIdentity> readIdentities() throws IOException {
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
