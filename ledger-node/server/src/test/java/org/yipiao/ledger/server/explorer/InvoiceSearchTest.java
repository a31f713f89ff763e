package org.yipiao.ledger.server.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.AnchorEvidence;
import org.yipiao.ledger.protocol.operation.EvidenceKind;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.ReversalReason;
import org.yipiao.ledger.protocol.operation.ReverseInvoice;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;

class InvoiceSearchTest {

  private static final InvoiceId BLUE = InvoiceId.parse("110601260000000001");
  private static final InvoiceId RED = InvoiceId.parse("110601260000000002");
  private static final Digest DIGEST = Digest.sha256(new byte[] {1});
  private static final Operation OTHER = AnchorEvidence.of(DIGEST, EvidenceKind.ARCHIVE);

  private final List<byte[]> leaves = new ArrayList<>();

  @Test
  void findsWhatNamesTheInvoiceAlsoAsTheRedOneOfAReversal() {
    add(OTHER, issue(BLUE), OTHER, issue(InvoiceId.parse("110601260000000009")), reversal());

    assertThat(search().before(BLUE, Long.MAX_VALUE))
        .isEqualTo(new InvoiceSearch.Part(0, 5, List.of(4L, 1L)));
    assertThat(search().before(RED, Long.MAX_VALUE).indexes()).containsExactly(4L);
  }

  @Test
  void looksAtSoManyLeavesAndSaysWhereToGoOn() {
    add(issue(BLUE));
    for (int i = 0; i < InvoiceSearch.LEAVES_AT_ONCE + 10; i++) {
      add(OTHER);
    }

    var first = search().before(BLUE, Long.MAX_VALUE);
    assertThat(first).isEqualTo(new InvoiceSearch.Part(11, leaves.size(), List.of()));
    assertThat(search().before(BLUE, first.from()))
        .isEqualTo(new InvoiceSearch.Part(0, 11, List.of(0L)));
    assertThat(search().before(BLUE, 0)).isEqualTo(new InvoiceSearch.Part(0, 0, List.of()));
  }

  @Test
  void refusesTheSearchThatIsOneTooMany() throws InterruptedException {
    var looking = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var search =
        new InvoiceSearch(
            new InvoiceSearch.FinalLog() {
              @Override
              public long size() {
                return 1;
              }

              @Override
              public List<byte[]> leaves(long first, int count) {
                looking.countDown();
                try {
                  goOn.await();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
                return List.of(leaf(OTHER));
              }
            },
            1);
    var other = Thread.ofVirtual().start(() -> search.before(BLUE, Long.MAX_VALUE));
    looking.await();
    assertThatThrownBy(() -> search.before(BLUE, Long.MAX_VALUE)).hasMessage("SEARCHES_FULL");
    goOn.countDown();
    other.join();
    assertThat(search.before(BLUE, Long.MAX_VALUE).indexes()).isEmpty();
  }

  private InvoiceSearch search() {
    return new InvoiceSearch(
        new InvoiceSearch.FinalLog() {
          @Override
          public long size() {
            return leaves.size();
          }

          @Override
          public List<byte[]> leaves(long first, int count) {
            return leaves.subList((int) first, (int) first + count);
          }
        },
        1);
  }

  private void add(Operation... operations) {
    for (Operation operation : operations) {
      leaves.add(leaf(operation));
    }
  }

  private static byte[] leaf(Operation operation) {
    return new LeafV1(
            operation.type().number(),
            1,
            2,
            TransactionId.of(new byte[TransactionId.LENGTH]),
            0,
            3,
            operation.encode(),
            0,
            new byte[0])
        .encode();
  }

  private static Operation issue(InvoiceId id) {
    return new IssueInvoice(id.value(), DIGEST, 1, 2);
  }

  private static Operation reversal() {
    return ReverseInvoice.of(BLUE, RED, DIGEST, ReversalReason.REFUNDED);
  }
}
