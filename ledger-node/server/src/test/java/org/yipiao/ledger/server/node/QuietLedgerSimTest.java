package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.ClientInMemory;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.http.NodeInMemory;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;
import org.yipiao.ledger.server.submission.TransactionKey;

/**
 * A ledger on which nothing happens makes no blocks, so that its time stands still: whoever waits
 * for a transaction to expire has to hand it over once more.
 */
class QuietLedgerSimTest {

  private static final DevelopmentMember HOSPITAL = DevelopmentMember.HOSPITAL_ONE;
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  private SimulatedConsortium consortium;
  private LedgerClient client;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 41, SimulatedConditions.calm(), 2);
    for (int member = 1; member <= 4; member++) {
      consortium.node(member).submissions().withoutThreads();
    }
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 1);
    client = ClientInMemory.of(List.of(1, 2, 3, 4), consortium.trust(), this::ask);
  }

  @Test
  void whatExpiredUnseenExpiresForGoodOnceItIsHandedOverAgain() throws Exception {
    SignedTransaction lost = expiringIn(Duration.ofSeconds(2), 1);
    SignedTransaction another = expiringIn(Duration.ofSeconds(3), 2);
    var ref = TransactionRef.of(lost);
    long size = chain(1).log().size();
    consortium.run(LONG);
    assertThat(chain(1).log().size()).as("nobody needs a block").isEqualTo(size);
    assertThat(client.awaitFinal(ref, Duration.ZERO))
        .isInstanceOfSatisfying(
            Finality.StillPending.class,
            pending -> assertThat(pending.state()).isEqualTo(TransactionState.UNKNOWN));

    assertThat(client.submit(lost)).isInstanceOf(Submission.Accepted.class);
    letTimePass();
    assertThat(client.awaitFinal(ref, Duration.ZERO)).isInstanceOf(Finality.ExpiredForGood.class);
    for (int member = 1; member <= 4; member++) {
      assertThat(chain(member).finalSize()).as("a header alone").isEqualTo(size + 1);
      assertThat(consortium.node(member).submissions().depth()).isZero();
    }

    // The same header ends whatever else had expired by then.
    assertThat(client.submit(another))
        .isEqualTo(new Submission.Refused("TRANSACTION_EXPIRED", "TRANSACTION_EXPIRED"));
    assertThat(client.awaitFinal(TransactionRef.of(another), Duration.ZERO))
        .isInstanceOf(Finality.ExpiredForGood.class);
    letTimePass();
    assertThat(chain(1).log().size()).isEqualTo(size + 1);
  }

  /** It came in while the block was written whose time was past its expiry. */
  @Test
  void whatIsTakenTooLateForItsLastBlockDoesNotWaitForEver() throws Exception {
    SignedTransaction late = expiringIn(Duration.ofSeconds(2), 3);
    consortium.run(Duration.ofSeconds(4));
    consortium.issue(7, 2);
    consortium.run(Duration.ofSeconds(4));
    var queue = consortium.node(1).submissions();
    queue.accept(TransactionKey.of(late.header()), late.header().expiryEpochNanos(), late.bytes());
    long size = chain(1).log().size();
    letTimePass();
    assertThat(queue.depth()).isZero();
    assertThat(chain(1).log().size()).isEqualTo(size);
    assertThat(client.awaitFinal(TransactionRef.of(late), Duration.ZERO))
        .isInstanceOf(Finality.ExpiredForGood.class);
  }

  private SignedTransaction expiringIn(Duration life, int salt) throws Exception {
    var id =
        TransactionId.of(
            Arrays.copyOf(Digest.sha256(new byte[] {(byte) salt}).bytes(), TransactionId.LENGTH));
    return consortium
        .members()
        .signed(
            HOSPITAL.number().value(),
            HOSPITAL,
            id,
            consortium.network().clock().instant().plus(life),
            List.of(
                AnchorEvidence.of(Digest.sha256(new byte[] {(byte) salt}), EvidenceKind.ARCHIVE)));
  }

  private void letTimePass() throws Exception {
    for (int member = 1; member <= 4; member++) {
      consortium.node(member).submissions().handOver(0);
    }
    consortium.run(Duration.ofSeconds(6));
  }

  private Chain chain(int member) {
    return consortium.node(member).chain();
  }

  private Optional<ClientInMemory.Reply> ask(int member, String path, byte @Nullable [] posted) {
    return consortium
        .running(member)
        .map(node -> new NodeInMemory(node, consortium.network().clock()).answer(path, posted));
  }
}
