package org.yipiao.ledger.server.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.CancelPaper;
import org.yipiao.ledger.protocol.operation.CommitReservation;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.MarkPaperPrinted;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.ReturnId;
import org.yipiao.ledger.protocol.operation.ReturnReimbursement;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.execution.QueuedRound;
import org.yipiao.ledger.server.ordering.OrderHash;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.RocksKeyValueStore;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.TransactionKey;
import org.yipiao.platform.id.ClaimId;

/**
 * Makes an {@link EarlierDirectory} of this version: {@code TARGET.zip CONTRACT-VERSION [changes]},
 * the last for a consortium with keys for archives that changes its contract and its validators.
 * One that is checked in is never made again, because it stands for the bytes that users have.
 */
final class EarlierDirectoryMaker {

  private static final int NODE = 1;
  private static final ClaimId SETTLED = new ClaimId("11111111111111111111111111111111");
  private static final ClaimId OPEN = new ClaimId("22222222222222222222222222222222");

  private EarlierDirectoryMaker() {}

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]).toAbsolutePath();
    int contractVersion = Integer.parseInt(arguments[1]);
    Path work = Files.createTempDirectory("earlier-directory");
    var consortium = run(work, contractVersion, arguments.length > 2);
    Path out = Files.createDirectories(work.resolve("out"));
    Files.write(out.resolve(EarlierDirectory.GENESIS), consortium.genesis().encode());
    Files.write(out.resolve(EarlierDirectory.TRUST_ROOT), consortium.trust().encode());
    var node = consortium.node(NODE);
    acceptOne(consortium, node);
    consortium.crash(NODE);
    var disk = consortium.disk(NODE);
    copy(disk, out.resolve(EarlierDirectory.STORE));

    var opened = EarlierDirectory.Opened.of(disk, consortium.genesis());
    Properties expected = opened.found();
    var next = next(consortium, opened);
    Files.write(out.resolve(EarlierDirectory.NEXT_ROUND), next.encode());
    opened.rounds().append(next);
    while (opened.executor().step(Duration.ZERO)) {
      Thread.onSpinWait();
    }
    EarlierDirectory.note(expected, "next.", opened.head());
    Files.writeString(
        out.resolve(EarlierDirectory.EXPECTED), EarlierDirectory.text(expected), US_ASCII);
    pack(out, target);
    System.exit(0);
  }

  private static SimulatedConsortium run(Path work, int contractVersion, boolean changes)
      throws Exception {
    var consortium =
        new SimulatedConsortium(
            work,
            1,
            SimulatedConditions.calm(),
            contractVersion,
            changes ? Choices.withPostQuantumKeys() : Choices.FIRST);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(NODE);
    live(consortium);
    if (changes) {
      change(consortium);
    } else if (contractVersion > 1) {
      liveOn(consortium);
    }
    consortium.run(Duration.ofSeconds(4));
    return consortium;
  }

  /** A row of each kind: numbers, an invoice, a settled and partly returned claim, an open one. */
  private static void live(SimulatedConsortium consortium) throws Exception {
    for (int i = 0; i < 3; i++) {
      consortium.issue(i, 2);
      consortium.run(Duration.ofMillis(400));
    }
    long invoice = SimulatedConsortium.FIRST;
    done(consortium, reserve(consortium, invoice, SETTLED, 300, "scheme"));
    done(consortium, new CommitReservation(invoice, SETTLED));
    done(consortium, new SettleReimbursement(invoice, SETTLED, 250, digest("payment")));
    done(
        consortium,
        new ReturnReimbursement(
            invoice,
            SETTLED,
            new ReturnId("33333333333333333333333333333333"),
            50,
            digest("evidence")));
    done(consortium, reserve(consortium, invoice, OPEN, 200, "another scheme"));
  }

  /** From version 1 to version 2, and through three epochs after the first. */
  private static void change(SimulatedConsortium consortium) throws Exception {
    var changes = new ConsortiumOfManyChanges(consortium);
    changes.activate(30);
    liveOn(consortium);
    changes.admitTheGuest();
    consortium.makeBlocks(40, 2);
    changes.rotateTheCosigningKeyOfTheSecond();
    consortium.makeBlocks(50, 2);
    changes.suspendTheThird();
    consortium.run(Duration.ofSeconds(61)); // the next checkpoint for archives is due
    consortium.makeBlocks(60, 2);
  }

  /** What version 2 has besides: a reversal, paper twins in and out, an anchored digest. */
  private static void liveOn(SimulatedConsortium consortium) throws Exception {
    long reversed = SimulatedConsortium.FIRST + 1;
    long printed = SimulatedConsortium.FIRST + 2;
    done(
        consortium,
        DevelopmentMember.HOSPITAL_ONE,
        new ReverseInvoice(
            reversed,
            SimulatedConsortium.FIRST + 11,
            digest("red"),
            ReversalReason.REFUNDED.number()));
    for (Operation paper :
        List.of(
            new MarkPaperPrinted(printed, digest("paper number")),
            new CancelPaper(printed),
            new MarkPaperPrinted(printed, digest("another paper number")))) {
      done(consortium, DevelopmentMember.HOSPITAL_ONE, paper);
    }
    done(
        consortium,
        DevelopmentMember.AGENCY,
        new AnchorEvidence(digest("day"), EvidenceKind.RECONCILIATION.number()));
  }

  private static Operation reserve(
      SimulatedConsortium consortium, long invoice, ClaimId claim, long amountFen, String benefit) {
    var expiry = consortium.network().clock().instant().plusSeconds(3_600);
    return new ReserveReimbursement(
        invoice,
        claim,
        amountFen,
        digest(benefit),
        digest("consent"),
        digest("trace"),
        EpochNanos.of(expiry),
        false,
        Medium.ELECTRONIC);
  }

  private static Digest digest(String text) {
    return Digest.sha256(text.getBytes(US_ASCII));
  }

  private static void done(SimulatedConsortium consortium, Operation operation) throws Exception {
    done(consortium, DevelopmentMember.AGENCY, operation);
  }

  private static void done(
      SimulatedConsortium consortium, DevelopmentMember member, Operation operation)
      throws Exception {
    consortium.submit(2, consortium.sign(member, List.of(operation)));
    consortium.run(Duration.ofMillis(400));
  }

  /** One that waits: accepted and without a block. */
  private static void acceptOne(SimulatedConsortium consortium, LedgerNode node) throws Exception {
    var waiting = consortium.invoice(10);
    node.submissions().start();
    node.submissions()
        .accept(
            TransactionKey.of(waiting.header()),
            waiting.header().expiryEpochNanos(),
            waiting.bytes());
    node.submissions().close();
  }

  private static void copy(MemoryStore disk, Path directory) {
    try (var store = RocksKeyValueStore.open(directory)) {
      for (Family family : Family.values()) {
        var writes = new WriteSet();
        disk.range(family, new byte[0], null, Integer.MAX_VALUE)
            .forEach(entry -> writes.put(family, entry.key(), entry.value()));
        store.write(writes, Durability.SYNCED);
      }
    }
    // Opened again, it puts its log into table files; what is written then lies in a log again.
    try (var store = RocksKeyValueStore.open(directory)) {
      var again = new WriteSet();
      disk.range(Family.META, new byte[0], null, Integer.MAX_VALUE)
          .forEach(entry -> again.put(Family.META, entry.key(), entry.value()));
      store.write(again, Durability.SYNCED);
    }
  }

  private static QueuedRound next(SimulatedConsortium consortium, EarlierDirectory.Opened opened)
      throws IOException {
    var invoice =
        new IssueInvoice(SimulatedConsortium.FIRST + 20, digest("document"), 1_000, 2_000);
    var transaction = consortium.sign(DevelopmentMember.HOSPITAL_ONE, List.of(invoice));
    byte[] payload = new Payload.Transaction(transaction.bytes()).encode();
    long number = opened.rounds().lastAppended() + 1;
    byte[] previous = opened.chain().orderHash(number - 1).orElseThrow().bytes();
    long nanos = EpochNanos.of(consortium.network().clock().instant().plusSeconds(1));
    var hash = OrderHash.of(previous, number, nanos);
    hash.add(new OrderedPayload(4, payload));
    List<QueuedRound.Entry> entries = new ArrayList<>();
    entries.add(new QueuedRound.Whole(4, payload));
    return new QueuedRound(number, nanos, previous, hash.finish(), entries);
  }

  private static void pack(Path out, Path target) throws IOException {
    Files.createDirectories(target.getParent());
    try (OutputStream file = Files.newOutputStream(target);
        var zip = new ZipOutputStream(file);
        Stream<Path> files = Files.walk(out)) {
      files
          .filter(Files::isRegularFile)
          .filter(one -> !one.getFileName().toString().matches("LOCK|LOG.*"))
          .sorted()
          .forEach(one -> add(zip, out.relativize(one).toString(), one));
    }
  }

  private static void add(ZipOutputStream zip, String name, Path file) {
    try {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(Files.readAllBytes(file));
      zip.closeEntry();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
