package org.yipiao.ledger.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeKeys;
import org.yipiao.ledger.server.node.Salvage;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.StoreDirectory;
import org.yipiao.ledger.server.store.StoreFailure;
import org.yipiao.ledger.server.transfer.AskedPeers;
import org.yipiao.ledger.server.transfer.ElapsedTime;
import org.yipiao.ledger.server.transfer.HttpPeer;
import org.yipiao.ledger.server.transfer.Peer;

/** Builds a node on the Hiero engine out of its settings and files. */
public final class NodeFactory {

  private static final Logger LOG = LoggerFactory.getLogger(NodeFactory.class);

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
      var nodeKeys = NodeKeys.load(LedgerNodeProperties.absolute(properties.keysDirectory()));
      var peers = peers(properties.peers(), bearer);
      if (peers.isEmpty()) {
        LOG.warn(
            "yipiao.ledger.peers names no other node: what this one misses, or loses with its"
                + " disk, it can take over from nobody");
      }
      var made = new AtomicReference<LedgerNode>();
      var engine =
          new NodeEngine(properties, genesis, clock)
              .successive(
                  peers, () -> Objects.requireNonNull(made.get(), "a node").validators().epochs());
      var node =
          onStore(
              properties,
              genesis,
              store ->
                  new LedgerNode(
                      genesis,
                      properties.member(),
                      nodeKeys,
                      store,
                      engine,
                      AskedPeers.of(peers, ElapsedTime.ofProcess()),
                      clock));
      made.set(node);
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
      boolean damaged = e.kind() == StoreFailure.Kind.DAMAGED;
      if (damaged) { // whole files may hold what cannot be
        store.damaged(e);
      }
      store.close();
      if (!damaged || properties.peers().isEmpty()) {
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

  private static List<Peer> peers(List<URI> uris, Supplier<String> bearer) {
    List<Peer> peers = new ArrayList<>();
    for (URI uri : uris) {
      peers.add(new HttpPeer(uri, bearer));
    }
    return peers;
  }
}
