package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.ClientInMemory;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.http.NodeInMemory;
import org.yipiao.ledger.server.ordering.simulated.SimulatedConditions;

/** Clients that were made before the validators changed, and go on after that. */
class FollowingClientSimTest {

  private static final List<Integer> MEMBERS = List.of(1, 2, 3, 4);

  @TempDir Path directory;

  private SimulatedConsortium consortium;

  @BeforeEach
  void found() throws Exception {
    consortium = new SimulatedConsortium(directory, 37, SimulatedConditions.calm(), 2);
    consortium.run(Duration.ofSeconds(6));
    consortium.allocate(1);
    consortium.makeBlocks(0, 2);
  }

  @Test
  void aClientFollowsTheValidatorsByItselfAndBelievesNoNodeThatHidesThem() throws Exception {
    var fixed = ClientInMemory.of(MEMBERS, consortium.trust(), this::ask);
    var following = ClientInMemory.following(MEMBERS, consortium.trust(), this::askWithTwoLiars);
    var before = issue(10);
    assertThat(following.awaitFinal(before, Duration.ZERO)).isInstanceOf(Finality.Final.class);

    rotateSecondsKey();
    consortium.crash(4); // so that the key that nobody knew before is needed
    var after = issue(20);

    assertThat(fixed.awaitFinal(after, Duration.ZERO))
        .isInstanceOfSatisfying(
            Finality.StillPending.class,
            pending ->
                assertThat(pending.causes())
                    .singleElement()
                    .asString()
                    .contains("its proof does not hold: QUORUM"));
    assertThat(following.awaitFinal(after, Duration.ZERO)).isInstanceOf(Finality.Final.class);
    assertThat(following.awaitFinal(before, Duration.ZERO)).isInstanceOf(Finality.Final.class);
  }

  private TransactionRef issue(int offset) throws Exception {
    SignedTransaction transaction = consortium.issue(offset, 1);
    consortium.run(Duration.ofSeconds(4));
    return TransactionRef.of(transaction);
  }

  private void rotateSecondsKey() throws Exception {
    var changes = new AgreedChanges(consortium, 1, 2, 3);
    changes.apply(changes.rotationOfTheSecondsCosigningKey());
    assertThat(consortium.node(1).validators().present().number()).isEqualTo(1);
  }

  private Optional<ClientInMemory.Reply> ask(int member, String path, byte @Nullable [] posted) {
    return consortium
        .running(member)
        .map(node -> new NodeInMemory(node, consortium.network().clock()).answer(path, posted));
  }

  /** One says that there is no epoch but the first, another gives garbage. */
  private Optional<ClientInMemory.Reply> askWithTwoLiars(
      int member, String path, byte @Nullable [] posted) {
    boolean epochs = path.startsWith("v1/epochs");
    if (epochs && member == 1) {
      return Optional.of(new ClientInMemory.Reply(200, "{\"changes\":[],\"last\":0}", false));
    }
    return epochs && member == 2
        ? Optional.of(new ClientInMemory.Reply(200, "{\"changes\":[\"AAAA\"],\"last\":7}", false))
        : ask(member, path, posted);
  }
}
