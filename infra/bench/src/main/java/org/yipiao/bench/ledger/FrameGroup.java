package org.yipiao.bench.ledger;

import java.util.List;

/**
 * What a node was doing when a sample of its processor time was taken, by the frames of the stack.
 * The nearest frame to the top that says whose work it is decides; hashing and signatures are told
 * apart only where they are the ledger's own.
 */
enum FrameGroup {
  ENGINE("engine and gossip"),
  SIGNATURES("signatures of transactions and checkpoints"),
  HASHING("hashing of the ledger"),
  MAP("map over the rows"),
  CONTRACT("contract and its rows"),
  PROTOCOL("reading and writing of the ledger's formats"),
  STORE("RocksDB, called"),
  NODE("node: queues, blocks, tiles"),
  HTTP("HTTP and JSON"),
  OTHER("other");

  private static final List<String> HTTP_OWNERS =
      List.of(
          "org.apache.",
          "org.springframework.",
          "tools.jackson.",
          "com.fasterxml.",
          "io.micrometer.",
          "org.yipiao.platform.",
          "org.yipiao.ledger.server.http.",
          "com.nimbusds.");
  private static final List<String> ENGINE_OWNERS =
      List.of("com.swirlds.", "org.hiero.", "com.hedera.", "sun.nio.ch.", "sun.security.ssl.");

  private final String what;

  FrameGroup(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  /**
   * @param frames {@code class.method}, the top first
   */
  static FrameGroup of(List<String> frames) {
    boolean hashes = false;
    boolean signs = false;
    for (String frame : frames) {
      if (frame.startsWith("org.rocksdb.")) {
        return STORE;
      }
      hashes |= frame.startsWith("java.security.MessageDigest.");
      signs |=
          frame.startsWith("org.bouncycastle.")
              || frame.startsWith("sun.security.ec.")
              || frame.startsWith("java.security.Signature.");
      if (frame.startsWith("org.yipiao.ledger.contract.state.map.")) {
        return hashes ? HASHING : MAP;
      }
      var owner = owner(frame);
      if (owner == ENGINE || owner == HTTP) {
        return owner;
      }
      if (owner != OTHER) {
        return signs ? SIGNATURES : hashes ? HASHING : owner;
      }
    }
    return signs ? ENGINE : OTHER;
  }

  private static FrameGroup owner(String frame) {
    if (frame.startsWith("org.yipiao.ledger.contract.")) {
      return CONTRACT;
    }
    if (frame.startsWith("org.yipiao.ledger.protocol.")) {
      return PROTOCOL;
    }
    if (HTTP_OWNERS.stream().anyMatch(frame::startsWith)) {
      return HTTP;
    }
    if (frame.startsWith("org.yipiao.ledger.server.ordering.")
        || ENGINE_OWNERS.stream().anyMatch(frame::startsWith)) {
      return ENGINE;
    }
    return frame.startsWith("org.yipiao.") ? NODE : OTHER;
  }
}
