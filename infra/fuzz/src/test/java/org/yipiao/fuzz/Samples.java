package org.yipiao.fuzz;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;

/** Valid inputs, the same in every run. */
public final class Samples {

  public static final Genesis GENESIS = SeededConsortium.genesis();
  public static final TrustRoot TRUST = TrustRoot.of(GENESIS, List.of());

  static final TransactionId ID = new TransactionId("00000000000000000000000000000001");

  private static final String GOLDEN = "ledger-node/protocol/src/test/resources/golden/";
  private static final SampleLog LOG = log();

  private Samples() {}

  private static SampleLog log() {
    var log = new SampleLog();
    for (int i = 0; i < 9; i++) {
      log.append(new byte[] {(byte) i});
    }
    return log;
  }

  public static String note() {
    return SeededConsortium.note(LOG.checkpoint(), 1_000, 1, 2, 3);
  }

  static String checkpoint() {
    return LOG.checkpoint().body();
  }

  static String proof() {
    return new TlogProof(4, LOG.inclusion(4).path(), note()).format();
  }

  static List<byte[]> leaves() {
    return LOG.leaves();
  }

  public static byte[] transaction() {
    return SeededConsortium.transaction(
            GENESIS,
            SeededConsortium.HOSPITAL,
            ID,
            SeededConsortium.START.plus(Duration.ofHours(1)),
            false,
            operations())
        .bytes();
  }

  /** One of each kind. */
  static List<Operation> operations() {
    return Stream.of(OperationType.values())
        .filter(type -> Files.exists(path(GOLDEN + "operation-" + type.number() + ".hex")))
        .map(type -> Operation.decode(type.number(), message(type.number())))
        .toList();
  }

  static Digest digest(int fill) {
    byte[] bytes = new byte[Digest.LENGTH];
    Arrays.fill(bytes, (byte) fill);
    return Digest.of(bytes);
  }

  static byte[] leaf() {
    return new LeafV1(2, 4, 7, ID, 3, 5, message(2), 52, new byte[8]).encode();
  }

  /** A file of a module's test resources, from the root of the repository. */
  static byte[] file(String path) {
    try {
      return Files.readAllBytes(path(path));
    } catch (IOException e) {
      throw new IllegalStateException("no sample " + path, e);
    }
  }

  private static Path path(String fromTheRoot) {
    return Path.of(System.getProperty("yipiao.root", "."), fromTheRoot);
  }

  /** An operation without the byte of its type. */
  private static byte[] message(int type) {
    byte[] element = golden("operation-" + type);
    return Arrays.copyOfRange(element, 1, element.length);
  }

  static byte[] golden(String name) {
    String hex = Checks.text(file(GOLDEN + name + ".hex"));
    return HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
  }

  /** The first of the texts in a file that are set apart by the line they begin with. */
  static String stateProof() {
    String first = "yipiao/state-proof@v1\n";
    String all =
        Checks.text(file("ledger-node/contract/src/test/resources/golden/state-proofs.txt"));
    int from = all.indexOf(first);
    int next = all.indexOf(first, from + 1);
    return all.substring(from, next < 0 ? all.length() : next);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
