package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;

/** Submissions to a node that does not take them, or says that they have expired. */
class ChangeSubmitTest extends OfflineSteps {

  private final List<byte[]> handedOver = new ArrayList<>();
  private SayingNode node;
  private int status = 503;
  private String problem = "{\"code\":\"NO_QUORUM\",\"retryable\":true}";
  private String state = "UNKNOWN";
  private String ledgerTime = "2026-01-01T00:00:00Z";

  @BeforeEach
  void proposeAndApprove() throws IOException {
    start(SayingNode.members(genesis, 77, 1));
    write("token", "token");
    propose("c.json");
    for (int member = 1; member <= 3; member++) {
      assertThat(change("approve", "c.json", "--keys", path("keys-" + member)).exit()).isZero();
    }
  }

  private void start(String members) throws IOException {
    node = SayingNode.start(members);
    node.server()
        .createContext(
            "/v1/transactions",
            exchange -> {
              if (exchange.getRequestMethod().equals("POST")) {
                handedOver.add(exchange.getRequestBody().readAllBytes());
                SayingNode.answer(exchange, status, problem);
              } else {
                SayingNode.answer(
                    exchange,
                    200,
                    "{\"state\":\"%s\",\"operations\":[],\"ledgerTime\":\"%s\",\"finalSize\":9}"
                        .formatted(state, ledgerTime));
              }
            });
  }

  /** The nodes execute the version that the change activates. */
  private void applied() throws IOException {
    node.close();
    start(SayingNode.members(genesis, 77, 2));
  }

  @AfterEach
  void stop() {
    node.close();
  }

  @Test
  void whatNoNodeTakesIsHandedOverAgainInTheSameBytes() throws IOException {
    Said first = submit();
    assertThat(first.exit()).isEqualTo(1);
    assertThat(first.text()).contains("no node took it now", ": NO_QUORUM");
    submit();
    assertThat(handedOver).hasSize(2);
    assertThat(handedOver.get(1)).isEqualTo(handedOver.get(0));
    assertThat(kept()).hasBinaryContent(handedOver.get(0));
  }

  @Test
  void whatIsRefusedForGoodIsSignedAnew() {
    status = 422;
    problem = "{\"code\":\"UNKNOWN_KEY\",\"detail\":\"member 5\",\"retryable\":false}";
    assertThat(submit())
        .isEqualTo(
            new Said(1, "yipiao: the nodes refuse the transaction with UNKNOWN_KEY: member 5\n"));
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatHasExpiredIsSignedAnewOnceItIsCertainThatItHadNoEffect() {
    submit();
    status = 422;
    problem = "{\"code\":\"TRANSACTION_EXPIRED\",\"retryable\":false}";
    Said early = submit();
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.text()).contains("shows with the next block of the ledger");
    assertThat(kept()).exists();
    state = "EXPIRED";
    ledgerTime = "2026-06-01T02:00:00Z";
    Said late = submit();
    assertThat(late.exit()).isEqualTo(1);
    assertThat(late.text()).contains("has expired and never had an effect");
    assertThat(kept()).doesNotExist();
  }

  @Test
  void whatIsAcceptedAndNotDecidedIsPending() {
    status = 202;
    problem =
        "{\"member\":5,\"transactionId\":\"%s\",\"acceptedAt\":\"2026-06-01T00:00:00Z\"}"
            .formatted("00".repeat(16));
    state = "ACCEPTED";
    Said pending = submit("--wait-seconds", "1");
    assertThat(pending.exit()).isEqualTo(1);
    assertThat(pending.text()).contains("yipiao: transaction 5/", " is not decided yet");
    assertThat(kept()).exists();
  }

  @Test
  void nothingIsSignedThatLacksApprovals() throws IOException {
    Files.write(
        directory.resolve("few.json"),
        new ChangeProposal(
                proposal("c.json").ledgerId(),
                proposal("c.json").agreement(),
                proposal("c.json").approvals().subList(0, 2))
            .encode());
    Said few = change(words("few.json", "keys-5"));
    assertThat(few)
        .isEqualTo(new Said(1, "yipiao: 2 of 3 approvals that are needed; 1 missing.\n"));
    assertThat(directory.resolve("few.json.transaction")).doesNotExist();
    assertThat(handedOver).isEmpty();
  }

  @Test
  void whatTheLedgerWouldRefuseIsNotHandedOver() throws IOException {
    Files.copy(directory.resolve("c.json"), directory.resolve("copy.json"));
    applied();
    assertThat(change(words("copy.json", "keys-5")))
        .isEqualTo(
            new Said(
                1,
                "yipiao: the ledger would refuse it with VERSION_NOT_NEXT: The version is not the"
                    + " one after the present one.\n"));
    assertThat(directory.resolve("copy.json.transaction")).doesNotExist();
    assertThat(handedOver).isEmpty();
  }

  @Test
  void whatIsUnderWayIsGoneOnWithWhateverTheLedgerWouldSayToANewOne() throws IOException {
    submit();
    applied();
    assertThat(submit().text()).contains(": NO_QUORUM");
    assertThat(handedOver).hasSize(2);
    assertThat(handedOver.get(1)).isEqualTo(handedOver.get(0));
  }

  @Test
  void whatTheLedgerWouldRefuseIsShownAsThat() throws IOException {
    assertThat(show())
        .returns(0, Said::exit)
        .satisfies(said ->
            assertThat(said.text()).contains("3 approvals, 3 are needed: it can be submitted."));
    applied();
    Said refused = show();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .contains(
            "3 approvals, 3 are needed.\n",
            "the ledger would refuse it with VERSION_NOT_NEXT: ",
            "Version 2 executes now.")
        .doesNotContain("can be submitted");
    assertThat(show("--json").text())
        .contains("\"enough\": false", "\"wouldBeRefused\": \"VERSION_NOT_NEXT\"");
    assertThat(show("--language", "zh-CN").text()).contains("账本将以 VERSION_NOT_NEXT 拒绝该变更");
  }

  @Test
  void aTokenThatMayNotHandOverIsSaidToLackTheScope() {
    status = 403;
    problem = "{\"code\":\"INSUFFICIENT_SCOPE\",\"retryable\":false}";
    Said refused = submit();
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.text())
        .contains("lacks the scope ledger.submit", ": INSUFFICIENT_SCOPE")
        .doesNotContain("the same command hands the same transaction over again");
    assertThat(kept()).exists();
  }

  private Said show(String... more) {
    var words = new ArrayList<>(List.of("show", "c.json", "--node", node.uri().toString()));
    words.addAll(List.of("--token", path("token")));
    words.addAll(List.of(more));
    return change(words.toArray(String[]::new));
  }

  private Said submit(String... more) {
    return change(words("c.json", "keys-5", more));
  }

  private String[] words(String file, String keys, String... more) {
    var words = new ArrayList<>(List.of("submit", file, "--keys", path(keys)));
    words.addAll(List.of("--node", node.uri().toString()));
    words.addAll(List.of("--token", path("token")));
    words.addAll(List.of(more));
    return words.toArray(String[]::new);
  }

  private Path kept() {
    return directory.resolve("c.json.transaction");
  }
}
