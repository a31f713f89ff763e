package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.zip.ZipInputStream;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.Divergence;
import org.yipiao.ledger.server.execution.Executor;
import org.yipiao.ledger.server.execution.RoundQueue;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.submission.SubmissionLimits;
import org.yipiao.ledger.server.submission.SubmissionQueue;

/**
 * A validator's directory as an earlier version left it, unpacked. No private key is in it: what is
 * executed on top of it was signed when it was made.
 *
 * <pre>
 * store/            the node's store
 * genesis.json, consortium.json
 * next.round        an ordered round that makes one more block, as the queue of rounds keeps it
 * expected.txt      what the version that made it said of the store, and of the block after it
 * </pre>
 */
public record EarlierDirectory(Path directory) {

  /**
   * Those that are kept: of version 1 of the contract and of version 2, and one that began under
   * version 1, activated version 2 and has changed its validators three times.
   */
  public static final List<String> ALL = List.of("1-chained-root", "2-map-root", "3-epochs");

  static final String STORE = "store";
  static final String GENESIS = "genesis.json";
  static final String TRUST_ROOT = "consortium.json";
  static final String NEXT_ROUND = "next.round";
  static final String EXPECTED = "expected.txt";

  /** A store with what executes on top of it. */
  record Opened(
      Chain chain,
      RoundQueue rounds,
      SubmissionQueue submissions,
      Executor executor,
      Genesis genesis) {

    static Opened of(KeyValueStore store, Genesis genesis) {
      var chain = new Chain(store, genesis.ledgerId());
      var rounds = new RoundQueue(store, chain.position().round(), RoundQueue.Limits.DEFAULT);
      var submissions =
          new SubmissionQueue(store, InstantSource.system(), SubmissionLimits.DEFAULT, _ -> false);
      var executor =
          new Executor(genesis, chain, rounds, submissions, new Divergence(chain), _ -> {});
      return new Opened(chain, rounds, submissions, executor, genesis);
    }

    LedgerHead head() {
      return chain.head().orElseThrow();
    }

    /** Everything about it that a later version must find again. */
    Properties found() {
      var found = new Properties();
      note(found, "", head());
      found.setProperty("finalSize", Long.toString(chain.finalSize()));
      found.setProperty("finalRoot", chain.finalCheckpoint().orElseThrow().root().hex());
      found.setProperty("submissions", Integer.toString(submissions.depth()));
      return found;
    }
  }

  static void note(Properties found, String prefix, LedgerHead head) {
    found.setProperty(prefix + "height", Long.toString(head.height()));
    found.setProperty(prefix + "size", Long.toString(head.tree().size()));
    found.setProperty(prefix + "root", head.tree().root().hex());
    found.setProperty(prefix + "stateRoot", head.stateRoot().hex());
  }

  static String text(Properties properties) throws IOException {
    var out = new StringWriter();
    properties.stringPropertyNames().stream()
        .sorted()
        .forEach(name -> out.write(name + "=" + properties.getProperty(name) + "\n"));
    return out.toString();
  }

  /** Unpacks the directory that a version left, such as {@code 1-chained-root}. */
  public static EarlierDirectory unpacked(String version, Path into) throws IOException {
    String name = "/directories/" + version + ".zip";
    try (InputStream packed =
            Objects.requireNonNull(EarlierDirectory.class.getResourceAsStream(name), name);
        var zip = new ZipInputStream(packed, StandardCharsets.UTF_8)) {
      for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = into.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.write(file, zip.readAllBytes());
      }
    }
    return new EarlierDirectory(into);
  }

  public Path store() {
    return directory.resolve(STORE);
  }

  public Path genesisFile() {
    return directory.resolve(GENESIS);
  }

  public Path trustFile() {
    return directory.resolve(TRUST_ROOT);
  }

  public TrustRoot trust() throws IOException {
    return TrustRoot.parse(Files.readAllBytes(trustFile()));
  }

  public Genesis genesis() throws IOException {
    return Genesis.decode(Files.readAllBytes(genesisFile()));
  }

  byte[] nextRound() throws IOException {
    return Files.readAllBytes(directory.resolve(NEXT_ROUND));
  }

  Properties expected() throws IOException {
    var expected = new Properties();
    expected.load(new StringReader(Files.readString(directory.resolve(EXPECTED))));
    return expected;
  }
}
