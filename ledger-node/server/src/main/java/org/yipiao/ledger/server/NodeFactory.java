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
import java.util.function.Supplier;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeKeys;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.HieroOrderingEngine;
import org.yipiao.ledger.server.ordering.hiero.HieroSettings;
import org.yipiao.ledger.server.ordering.hiero.ValidatorEndpoint;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
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
      var engine = new HieroOrderingEngine(settings(properties, genesis), identity(keys), clock);
      var store = RocksKeyValueStore.open(properties.storeDirectory());
      return new LedgerNode(
          genesis,
          trust,
          properties.member(),
          nodeKeys,
          store,
          engine,
          peers(properties.peers(), bearer),
          clock);
    } catch (IOException e) {
      throw new UncheckedIOException("the node's files cannot be read", e);
    }
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
            endpoints.add(
                new ValidatorEndpoint(
                    member.number().value(),
                    validator.gossipHost(),
                    validator.gossipPort(),
                    validator.engineCertificate().getEncoded(),
                    1));
          } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate without encoding", e);
          }
        });
    var engine = properties.engine();
    return HieroSettings.of(properties.engineDirectory(), properties.member(), endpoints)
        .withObservingStatusDelay(engine.observingStatusDelay())
        .withSaveStatePeriod(engine.saveStatePeriod())
        .withCreationRate(engine.creationRate())
        .withLogRetention(engine.logRetention())
        .withListenOnAllInterfaces(engine.listenOnAllInterfaces());
  }

  private static List<Peer> peers(List<URI> uris, Supplier<String> bearer) {
    List<Peer> peers = new ArrayList<>();
    for (URI uri : uris) {
      peers.add(new HttpPeer(uri, bearer));
    }
    return peers;
  }
}
