package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.submission.TransactionKey;

/** What a simulated consortium was given to execute, which every node has to have in the end. */
final class Traffic {

  private final SimulatedConsortium consortium;
  private final List<SignedTransaction> sent = new ArrayList<>();

  private Traffic(SimulatedConsortium consortium) {
    this.consortium = consortium;
  }

  /** Waits until the engines have begun, and has numbers allocated. */
  static Traffic begin(SimulatedConsortium consortium) throws IOException, InterruptedException {
    consortium.run(Duration.ofSeconds(6));
    var traffic = new Traffic(consortium);
    traffic.expect(consortium.allocate(1));
    return traffic;
  }

  SimulatedConsortium consortium() {
    return consortium;
  }

  /** See {@link SimulatedConsortium#issue}. */
  void issue(int offset, int through) throws IOException {
    sent.add(consortium.issue(offset, through));
  }

  /** Issues invoices from that offset on through the first validator, one after the other. */
  void issueEach(int from, int count) throws IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      issue(from + i, 1);
      consortium.run(Duration.ofMillis(400));
    }
  }

  /** Every node has to have this one, too. */
  void expect(SignedTransaction transaction) {
    sent.add(transaction);
  }

  /** All four nodes have the same log, all of it final, and in it whatever was sent. */
  void assertEqualAndFinal() {
    var first = consortium.node(1).chain();
    for (int member = 1; member <= 4; member++) {
      var chain = consortium.node(member).chain();
      assertThat(consortium.node(member).divergence().evidence()).isEmpty();
      assertThat(chain.head()).isEqualTo(first.head());
      assertThat(chain.finalSize()).isEqualTo(first.log().size());
      for (var transaction : sent) {
        assertThat(chain.transaction(TransactionKey.of(transaction.header())))
            .isEqualTo(first.transaction(TransactionKey.of(transaction.header())))
            .isPresent();
      }
      assertNobodyHonestIsNamed(member);
    }
  }

  /** However behind, restarted or cut off it was. */
  private void assertNobodyHonestIsNamed(int member) {
    var named = consortium.node(member).lyingPeers();
    for (int peer = 0; peer < named.names().size(); peer++) {
      String name = named.names().get(peer);
      if (consortium.talk().lie(Integer.parseInt(name.substring("member ".length()))).isEmpty()) {
        assertThat(named.count(peer)).as("%s by member %d", name, member).isZero();
      }
    }
  }
}
