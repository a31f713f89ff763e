package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.node.LedgerNode;
import org.yipiao.ledger.server.node.NodeStatus;
import org.yipiao.ledger.server.ordering.EngineStatus;

/**
 * The procedures of membership.md that change the validators, by their commands: a fifth one joins,
 * keys are rotated, one goes, each from where the one before has led to.
 */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ValidatorIT {

  private static final int NEWCOMER = 70;
  private static final Duration LONG = Duration.ofMinutes(1);

  private final Path directory;
  private ConsortiumCommands consortium;
  private @Nullable ConfigurableApplicationContext newcomer;

  ValidatorIT(@TempDir Path directory) {
    this.directory = directory;
  }

  @BeforeAll
  void start() throws Exception {
    consortium = ConsortiumCommands.start(directory, 2);
  }

  @AfterAll
  void stop() {
    if (newcomer != null) {
      newcomer.close();
    }
    consortium.close();
  }

  @Test
  @Order(1)
  void aFifthValidatorJoins() throws Exception {
    String keys = consortium.file("newcomer");
    String draft = consortium.file("newcomer.draft");
    String file = consortium.file("newcomer.json");
    String gossip = "127.0.0.1:" + LoopbackPorts.free(1).getFirst();
    consortium.newMember(NEWCOMER, "newcomer", "operator", "--gossip", gossip);
    Said proposed = consortium.change("propose", "admit", draft, "--out", file);
    consortium.done(proposed);
    assertThat(proposed.text())
        .contains("whose engine listens at " + gossip)
        .contains("  post-quantum key for cosigning: SHA-256 ")
        .contains("There are 4 validators now, of which 3 are needed.")
        .contains("There would be 5 validators, of which 4 would be needed for everything.");
    consortium.done(consortium.approvedAndSubmitted(file));
    awaitEpoch(1, founders());
    newcomer = consortium.local().startNewcomer(NEWCOMER, "newcomer", Path.of(keys));
    awaitEpoch(1, List.of(newcomer.getBean(LedgerNode.class)));
    awaitEpoch(1, founders());

    // Who joined approves: with its own key, in the epoch that it is part of.
    String next = consortium.file("next.json");
    consortium.done(consortium.change("propose", "suspend", "--member", "6", "--out", next));
    Said approved = consortium.change("approve", next, "--keys", keys);
    consortium.done(approved);
    assertThat(approved.text())
        .contains("It can be applied in epoch 1, ", "Approved by member 70, newcomer, key ")
        .contains("1 of 4 approvals that are needed; 3 missing.");
    consortium.done(consortium.approvedAndSubmitted(next));
  }

  @Test
  @Order(2)
  void aValidatorsKeyForCosigningIsRotated() throws Exception {
    DevelopmentMember insurer = DevelopmentMember.INSURER;
    String draft = consortium.file("cosigning.draft");
    String file = consortium.file("cosigning.json");
    consortium.done(
        consortium.validator(
            "next-key",
            "--number",
            insurer.number().toString(),
            "--purpose",
            "cosigning",
            "--keys",
            consortium.keys(insurer),
            "--out",
            draft));
    consortium.local().stop(insurer);
    consortium.local().start(insurer);
    awaitEpoch(1, founders());
    consortium.done(consortium.change("propose", "rotate", draft, "--out", file));
    consortium.done(approvedByFourAndSubmitted(file));
    awaitEpoch(2, founders());
  }

  @Test
  @Order(3)
  void aValidatorIsSuspendedAndGoes() throws Exception {
    String file = consortium.file("suspension.json");
    Said proposed = consortium.change("propose", "suspend", "--member", "4", "--out", file);
    consortium.done(proposed);
    assertThat(proposed.text())
        .contains("There would be 4 validators, of which 3 would be needed for everything.");
    consortium.done(approvedByFourAndSubmitted(file));
    awaitEpoch(3, founders().subList(0, 3));
    followsAndSaysWhy(founders().get(3));
    assertThat(
            consortium.change(
                "approve", file, "--keys", consortium.keys(DevelopmentMember.HOSPITAL_ONE)))
        .isEqualTo(new Said(1, "yipiao: the change is for epoch 2, the present one is 3\n"));
  }

  /**
   * It has no engine any more, and no part in what is made since; its readers see it all the same.
   */
  private void followsAndSaysWhy(LedgerNode dismissed) throws Exception {
    var others = founders().getFirst();
    await("the dismissed one says so")
        .atMost(LONG)
        .until(() -> dismissed.status() == NodeStatus.NOT_A_VALIDATOR);
    await("its engine has ended")
        .atMost(LONG)
        .until(() -> dismissed.engineStatus() == EngineStatus.WAITING);
    assertThat(dismissed.absence())
        .hasValueSatisfying(absence -> {
          assertThat(absence.epoch()).isEqualTo(3);
          assertThat(absence.dismissed()).isTrue();
          assertThat(absence.since()).isPresent();
        });
    long height = others.chain().head().orElseThrow().height();
    consortium.allocate(DevelopmentMember.HOSPITAL_ONE.number().value());
    assertThat(others.chain().head().orElseThrow().height()).isGreaterThan(height);
    await("its head comes to the others' head")
        .atMost(LONG)
        .until(() ->
            dismissed.chain().head().equals(others.chain().head())
                && dismissed.chain().finalSize() == others.chain().log().size());
    assertThat(dismissed.divergence().declared()).isFalse();
  }

  /** The newcomer is one of them. */
  private Said approvedByFourAndSubmitted(String file) {
    consortium.done(consortium.change("approve", file, "--keys", consortium.file("newcomer")));
    return consortium.approvedAndSubmitted(file);
  }

  private List<LedgerNode> founders() {
    return Arrays.stream(DevelopmentMember.values())
        .filter(DevelopmentMember::validator)
        .map(consortium.local()::node)
        .toList();
  }

  private static void awaitEpoch(long epoch, List<LedgerNode> nodes) {
    for (LedgerNode node : nodes) {
      await("epoch " + epoch)
          .atMost(LONG)
          .until(() ->
              node.validators().present().number() == epoch
                  && node.engineEpoch() == epoch
                  && node.status().takesTransactions());
    }
  }
}
