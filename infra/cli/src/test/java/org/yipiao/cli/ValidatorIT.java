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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LoopbackPorts;
import org.yipiao.ledger.server.node.LedgerNode;

/** A fifth validator joins a running ledger, and one is refused to go, by the commands. */
@Tag("long")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
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
  void aFifthValidatorJoins() throws Exception {
    String keys = consortium.file("newcomer");
    String draft = consortium.file("newcomer.draft");
    String file = consortium.file("newcomer.json");
    String gossip = "127.0.0.1:" + LoopbackPorts.free(1).getFirst();
    consortium.done(
        consortium.validator(
            "new",
            "--number",
            "" + NEWCOMER,
            "--name",
            "newcomer",
            "--kind",
            "operator",
            "--credit-code",
            "12110000000000060R",
            "--gossip",
            gossip,
            "--keys",
            keys,
            "--out",
            draft));
    Said proposed = consortium.change("propose", "admit", draft, "--out", file);
    consortium.done(proposed);
    assertThat(proposed.text())
        .contains("whose engine listens at " + gossip)
        .contains("There will be 5 validators, of which 4 are needed for everything.");
    consortium.done(consortium.approvedAndSubmitted(file));
    awaitEpoch(founders());
    newcomer = consortium.local().startNewcomer(NEWCOMER, "newcomer", Path.of(keys));
    awaitEpoch(List.of(newcomer.getBean(LedgerNode.class)));
    awaitEpoch(founders());

    // Who joined approves: with its own key, in the epoch that it is part of.
    String next = consortium.file("next.json");
    consortium.done(
        consortium.change(
            "propose", "contract", "--version", "3", "--at-height", "1000000", "--out", next));
    Said approved = consortium.change("approve", next, "--keys", keys);
    consortium.done(approved);
    assertThat(approved.text())
        .contains("It can be applied in epoch 1, ", "Approved by member 70, newcomer, key ")
        .contains("1 of 4 approvals that are needed; 3 missing.");
    consortium.done(consortium.approvedAndSubmitted(next));
  }

  private List<LedgerNode> founders() {
    return Arrays.stream(DevelopmentMember.values())
        .filter(DevelopmentMember::validator)
        .map(consortium.local()::node)
        .toList();
  }

  private static void awaitEpoch(List<LedgerNode> nodes) {
    for (LedgerNode node : nodes) {
      await("epoch 1")
          .atMost(LONG)
          .until(() ->
              node.validators().present().number() == 1
                  && node.engineEpoch() == 1
                  && node.status().takesTransactions());
    }
  }
}
