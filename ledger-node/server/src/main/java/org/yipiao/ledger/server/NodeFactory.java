package org.yipiao.ledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeKeys;
import org.yipiao.ledger.server.node.Salvage;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreDirectory;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.transfer.HttpPeer;
import org.yipiao.ledger.server.transfer.Peer;

/** Builds a node on the Hiero engine out of its settings and files. */
public final class NodeFactory {

  private NodeFactory() {}

  /**
   * Builds a node, not started.
   *
   * @param bearer a token for reading from peers
   */
  public static LedgerNode create(
      LedgerNodeProperties properties, Supplier<String> bearer, InstantSource clock) {
    try {
      Genesis genesis =
          Genesis.decode(
              Files.readAllBytes(LedgerNodeProperties.absolute(properties.genesisFile())));
      TrustRoot trust = trust(properties);
      Path keys = LedgerNodeProperties.absolute(properties.keysDirectory());
      var nodeKeys = NodeKeys.load(keys, genesis, properties.member());
      Files.createDirectories(properties.engineDirectory());
      var engine =
          new HieroOrderingEngine(
              settings(properties, genesis), identity(keys), clock, RosterChanges.NONE);
      var peers = peers(properties.peers(), bearer);
      var node =
          onStore(
              properties,
              genesis,
              store ->
                  new LedgerNode(
                      genesis, trust, properties.member(), nodeKeys, store, engine, peers, clock));
      return properties.engine().restWhenIdle() ? node : node.withoutRest();
    } catch (IOException e) {
      throw new UncheckedIOException("the node's files cannot be read", e);
    }
  }

  /**
   * Takes up the store. Where damage is met only while that is done, it is set aside as one that
   * does not open.
   */
  private static LedgerNode onStore(
      LedgerNodeProperties properties, Genesis genesis, Function<KeyValueStore, LedgerNode> node) {
    KeyValueStore store = store(properties, genesis);
    try {
      return node.apply(store);
    } catch (StoreFailure e) {
      store.close();
      if (e.kind() != StoreFailure.Kind.DAMAGED || properties.peers().isEmpty()) {
        throw e;
      }
      return node.apply(store(properties, genesis));
    }
  }

  /** Without peers nobody could fill an empty store: a damaged one is refused then. */
  private static KeyValueStore store(LedgerNodeProperties properties, Genesis genesis) {
    var salvage = new Salvage(genesis, properties.member());
    return properties.peers().isEmpty()
        ? RocksKeyValueStore.open(properties.storeDirectory())
        : StoreDirectory.open(properties.storeDirectory(), salvage::of);
  }

  /** Reads the trust root. */
  public static TrustRoot trust(LedgerNodeProperties properties) throws IOException {
    return TrustRoot.parse(
        Files.readAllBytes(LedgerNodeProperties.absolute(properties.trustFile())));
  }

  private static EngineIdentity identity(Path keys) throws IOException {
    Path file = keys.resolve("engine.p12");
    String password = Files.readString(KeyFiles.passwordFile(file)).strip();
    return EngineIdentity.load(file, password.toCharArray());
  }

  private static HieroSettings settings(LedgerNodeProperties properties, Genesis genesis) {
    List<ValidatorEndpoint> endpoints = new ArrayList<>();
    genesis
        .validators()
        .forEach((member, validator) -> {
          try {
            int number = member.number().value();
            HostAndPort address =
                HostAndPort.of(
                    properties.engine().addresses().get(number),
                    validator.gossipHost(),
                    validator.gossipPort());
            endpoints.add(
                new ValidatorEndpoint(
                    number,
                    address.host(),
                    address.port(),
                    validator.engineCertificate().getEncoded(),
                    1));
          } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without encoding", e);
          }
        });
    var engine = properties.engine();
    return new HieroSettings(
        properties.engineDirectory(),
        properties.member(),
        endpoints,
        new HieroSettings.Pace(
            engine.observingStatusDelay(),
            engine.saveStatePeriod(),
            engine.creationRate(),
            engine.logRetention(),
            HieroSettings.Pace.ROUNDS_REMEMBERED),
        engine.listenOnAllInterfaces());
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

  private static List<Peer> peers(List<URI> uris, Supplier<String> bearer) {
    List<Peer> peers = new ArrayList<>();
    for (URI uri : uris) {
      peers.add(new HttpPeer(uri, bearer));
    }
    return peers;
  }
}
