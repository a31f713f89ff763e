package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.lies.LieKind;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * One validator of four puts into the order what no honest one would, past its own node: nothing of
 * it has an effect, all stay equal and final, and those who are to blame are named.
 */
class LyingOrderSimTest {

  private static final Duration LONG = Duration.ofSeconds(6);
  private static final int LIAR = 2;
  private static final int HOSPITAL = DevelopmentMember.HOSPITAL_ONE.number().value();

  @TempDir Path directory;
  private SimulatedConsortium consortium;
  private LogLines log;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 71, SimulatedConditions.calm());
    consortium.run(LONG);
    consortium.allocate(1);
    consortium.run(LONG);
    log = new LogLines();
  }

  @AfterEach
  void stopReading() {
    log.close();
  }

  @Test
  void aForgedSignatureHasNoEffect() throws Exception {
    byte[] forged = consortium.invoice(0).bytes();
    forged[forged.length - 1] ^= 1;
    assertWithoutEffect(List.of(forged), LIAR, LieKind.FORGED_TRANSACTION);
  }

  @Test
  void anotherMembersKeySignsForNobodyElse() throws Exception {
    var by =
        consortium
            .members()
            .signed(HOSPITAL, DevelopmentMember.AGENCY, id(1), expiry(), invoice(0, 0));
    assertWithoutEffect(List.of(by.bytes()), LIAR, LieKind.FORGED_TRANSACTION);
  }

  /** Named as another's, not only signed by it. */
  @Test
  void aKeyIsNoneOfAnotherMembers() throws Exception {
    var by =
        consortium.members().underItsKey(HOSPITAL, DevelopmentMember.AGENCY, id(1), invoice(0, 0));
    assertWithoutEffect(List.of(by.bytes()), LIAR, LieKind.UNKNOWN_KEY);
  }

  @Test
  void bytesThatAreNoTransactionHaveNoEffect() throws Exception {
    byte[] good = consortium.invoice(0).bytes();
    byte[] cut = Arrays.copyOf(good, good.length - 3);
    byte[] longer = Arrays.copyOf(good, good.length + 3);
    byte[] oversized = new byte[131_000];
    assertWithoutEffect(
        List.of(cut, longer, oversized, "no transaction".getBytes(StandardCharsets.UTF_8)),
        LIAR,
        LieKind.UNREADABLE_TRANSACTION);
  }

  @Test
  void payloadsOfNoKindHaveNoEffect() throws Exception {
    var before = consortium.node(1).chain().head();
    synchronized (consortium.network()) {
      var engine = consortium.engine(LIAR);
      engine.submit(new byte[] {1});
      engine.submit(new byte[] {(byte) 200, 1, 2, 3});
      engine.submit(new byte[] {Payload.COSIGNATURE, 1, 2, 3});
    }
    consortium.run(LONG);
    assertThat(consortium.node(1).chain().head()).isEqualTo(before);
    assertNamed(LIAR, LieKind.UNREADABLE_PAYLOAD, 3);
    assertGoesOn();
  }

  @Test
  void aCosignatureThatItsKeyDidNotMakeCountsForNothing() throws Exception {
    synchronized (consortium.network()) {
      long size = consortium.node(1).chain().log().size();
      var never = new Cosignature(LIAR, size, Digest.sha256(new byte[] {1}), new byte[72]);
      consortium.engine(LIAR).submit(new Payload.Cosigned(never).encode());
    }
    consortium.run(LONG);
    assertNamed(LIAR, LieKind.BAD_COSIGNATURE, 1);
    assertThat(consortium.node(1).evidence().from(0, 0, 10)).isEmpty();
    assertGoesOn();
  }

  /** As of a disk that was put back and asked nobody: other bytes, and no other claim. */
  @Test
  void aSizeThatIsSignedAnewWithAnotherTimeChangesNothing() throws Exception {
    var last = consortium.node(1).chain().finalCheckpoint().orElseThrow();
    var checkpoint = new Checkpoint(consortium.genesis().origin(), last.size(), last.root());
    long time = consortium.network().clock().instant().getEpochSecond() + 5;
    byte[] timed = consortium.members().cosigner(LIAR).sign(checkpoint, time).signature();
    synchronized (consortium.network()) {
      var anew = new Cosignature(LIAR, last.size(), last.root(), timed);
      consortium.engine(LIAR).submit(new Payload.Cosigned(anew).encode());
    }
    consortium.run(LONG);
    assertThat(consortium.node(1).chain().finalCheckpoint()).hasValue(last);
    assertNobodyNamed();
    assertGoesOn();
  }

  /** A copy is what an honest node orders too that was restarted: nobody is named. */
  @Test
  void aReplayKeepsTheFirstOutcomeAndMakesNoBlock() throws Exception {
    var issued = consortium.issue(0, 1);
    consortium.run(LONG);
    var before = consortium.node(1).chain().head();
    for (int i = 0; i < 5; i++) {
      consortium.submit(LIAR, issued);
      consortium.run(Duration.ofMillis(200));
    }
    consortium.run(LONG);
    assertThat(consortium.node(1).chain().head()).isEqualTo(before);
    assertNobodyNamed();
    assertGoesOn();
  }

  /** It may have been on its way for long; nobody is named. */
  @Test
  void anExpiredTransactionLeavesNoLeaf() throws Exception {
    var late =
        consortium
            .members()
            .signed(
                HOSPITAL,
                DevelopmentMember.HOSPITAL_ONE,
                id(1),
                consortium.network().clock().instant().plusSeconds(1),
                invoice(0, 0));
    consortium.run(Duration.ofSeconds(2));
    long before = consortium.node(1).chain().log().size();
    consortium.submit(LIAR, late);
    consortium.run(LONG);
    assertThat(consortium.node(1).chain().transaction(TransactionKey.of(late.header()))).isEmpty();
    assertThat(consortium.node(1).chain().log().size())
        .as("a header alone, if any")
        .isLessThanOrEqualTo(before + 1);
    assertNobodyNamed();
    assertGoesOn();
  }

  @Test
  void ofTwoTransactionsUnderOneIdOneCountsEverywhere() throws Exception {
    var signer = DevelopmentMember.HOSPITAL_ONE;
    var first = consortium.members().signed(HOSPITAL, signer, id(1), expiry(), invoice(0, 1));
    var second = consortium.members().signed(HOSPITAL, signer, id(1), expiry(), invoice(0, 2));
    consortium.submit(1, first);
    consortium.submit(3, second);
    consortium.run(LONG);
    var place = consortium.node(1).chain().transaction(TransactionKey.of(first.header()));
    assertThat(place).isPresent();
    for (int member = 2; member <= 4; member++) {
      assertThat(consortium.node(member).chain().transaction(TransactionKey.of(first.header())))
          .isEqualTo(place);
    }
    assertNamed(HOSPITAL, LieKind.ID_REUSED, 1);
    assertGoesOn();
  }

  /** An id is one of its member's: whoever takes it first takes it of nobody else. */
  @Test
  void anIdThatAnotherMemberTookFirstIsStillFree() throws Exception {
    var agency = DevelopmentMember.AGENCY;
    var taken =
        consortium
            .members()
            .signed(agency.number().value(), agency, id(1), expiry(), invoice(0, 1));
    var own =
        consortium
            .members()
            .signed(HOSPITAL, DevelopmentMember.HOSPITAL_ONE, id(1), expiry(), invoice(0, 2));
    // A forgery in the hospital's name takes the id no more than the agency does.
    var forged = consortium.members().signed(HOSPITAL, agency, id(1), expiry(), invoice(0, 3));
    consortium.submit(LIAR, taken);
    consortium.submit(LIAR, forged);
    consortium.run(Duration.ofSeconds(1));
    consortium.submit(1, own);
    consortium.run(LONG);
    for (SignedTransaction placed : List.of(taken, own)) {
      assertThat(consortium.node(1).chain().transaction(TransactionKey.of(placed.header())))
          .hasValueSatisfying(place -> assertThat(place.digest()).isEqualTo(placed.digest()));
    }
    assertNamed(LIAR, LieKind.FORGED_TRANSACTION, 1);
    assertGoesOn();
  }

  private void assertWithoutEffect(List<byte[]> ordered, int liar, LieKind kind) throws Exception {
    var before = consortium.node(1).chain().head();
    ordered.forEach(bytes -> consortium.order(LIAR, bytes));
    consortium.run(LONG);
    assertThat(consortium.node(1).chain().head()).isEqualTo(before);
    assertNamed(liar, kind, ordered.size());
    assertGoesOn();
  }

  private void assertNamed(int member, LieKind kind, int times) {
    for (int node = 1; node <= 4; node++) {
      var lies = consortium.node(node).lies();
      assertThat(lies.counts()).hasSize(1);
      assertThat(lies.count(member, kind)).as("node %d", node).isEqualTo(times);
    }
    assertThat(LieLines.naming(log, member, kind)).as("one of each node").hasSize(4);
    assertThat(log.with(" lies, ")).as("and of nobody else").hasSize(4);
  }

  private void assertNobodyNamed() {
    for (int node = 1; node <= 4; node++) {
      assertThat(consortium.node(node).lies().counts()).as("node %d", node).isEmpty();
    }
    assertThat(log.with(" lies, ")).isEmpty();
  }

  /** What is issued next becomes final, and all are equal. */
  private void assertGoesOn() throws Exception {
    var next = consortium.issue(500, 1);
    consortium.run(LONG);
    var first = consortium.node(1).chain();
    assertThat(first.transaction(TransactionKey.of(next.header()))).isPresent();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
      assertThat(chain.head()).as("member %d", member).isEqualTo(first.head());
      assertThat(chain.finalSize()).as("member %d", member).isEqualTo(first.log().size());
    }
  }

  private Instant expiry() {
    return consortium.network().clock().instant().plusSeconds(600);
  }

  private static TransactionId id(int salt) {
    return TransactionId.of(
        Arrays.copyOf(Digest.sha256(new byte[] {(byte) salt}).bytes(), TransactionId.LENGTH));
  }

  private static List<Operation> invoice(int offset, int salt) {
    List<Operation> operations = new ArrayList<>();
    operations.add(
        new IssueInvoice(
            SimulatedConsortium.FIRST + offset,
            Digest.sha256(new byte[] {(byte) salt}),
            1_000,
            2_000));
    return operations;
  }
}
