package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Names, keys and suspensions of members, where nodes lie about them or too few are asked. */
class ChangeWitnessesTest extends OfflineSteps {

  private final List<SayingNode> nodes = new ArrayList<>();
  private String truth = "";

  @BeforeEach
  void proposeASuspension() throws IOException {
    truth = SayingNode.members(genesis, 77, 2);
    write("token", "token");
    var words = new ArrayList<>(List.of("propose", "suspend", "--member", "5"));
    words.addAll(List.of("--out", path("s.json")));
    assertThat(change(words.toArray(String[]::new)).exit()).isZero();
  }

  @AfterEach
  void stop() {
    nodes.forEach(SayingNode::close);
  }

  /** Whom a change is about must not be what one node likes to say. */
  @Test
  void aLiarsNameIsNotShownAndItsNodeIs() throws IOException {
    says(SayingNode.members(genesis, 900, 2).replace("hospital-two", "somebody-else"));
    says(truth);
    says(truth);
    says(truth);
    for (String step : List.of("show", "approve")) {
      Said said = step(step, "s.json");
      assertThat(said.text())
          .contains("Member 5 is hospital-two, HOSPITAL.")
          .contains("as 3 nodes have them alike at height 77.")
          .contains(
              "Not so " + nodes.getFirst().uri() + ": says otherwise at height 900 of members 5\n")
          .doesNotContain("somebody-else");
      assertThat(said.exit()).isZero();
    }
    assertThat(proposal("s.json").approvals()).hasSize(1);
  }

  @Test
  void nothingIsApprovedOnTheWordOfOneNode() throws IOException {
    says(truth);
    String node = nodes.getFirst().uri().toString();
    Said shown = step("show", "s.json");
    assertThat(shown.exit()).isZero();
    assertThat(shown.text())
        .contains("are said by " + node + " alone at height 77: it may lie, and 2 nodes")
        .doesNotContain("nodes have them alike");
    assertThat(step("approve", "s.json"))
        .isEqualTo(
            new Said(
                1,
                "yipiao: of the members and their keys the same is said by "
                    + node
                    + ", and 2 nodes of different validators have to say it, for one less may lie:"
                    + " nothing is signed on it. Name more with --node URL,URL.\n"));
    assertThat(proposal("s.json").approvals()).isEmpty();
  }

  /** Two that contradict each other: none of them is believed. */
  @Test
  void nothingIsApprovedWhereNodesContradictEachOther() throws IOException {
    says(truth);
    says(truth.replaceFirst("\"suspended\":false", "\"suspended\":true"));
    assertThat(step("approve", "s.json").text())
        .contains(" Others: http://127.0.0.1:")
        .contains(": says otherwise at height 77 of members 1");
    assertThat(proposal("s.json").approvals()).isEmpty();
  }

  @Test
  void programsAreToldWhoSaysIt() throws IOException {
    says(truth);
    says(truth);
    assertThat(step("show", "s.json", "--json").text())
        .contains("\"enough\": true")
        .contains("\"" + nodes.getFirst().uri() + "\"")
        .contains("\"otherwise\": []");
  }

  private void says(String members) throws IOException {
    nodes.add(SayingNode.start(members));
  }

  private Said step(String step, String file, String... more) {
    var words = new ArrayList<>(List.of(step, file));
    words.addAll(
        List.of(
            "--node",
            nodes.stream().map(node -> node.uri().toString()).collect(Collectors.joining(",")),
            "--token",
            path("token")));
    if (step.equals("approve")) {
      words.addAll(List.of("--keys", path("keys-2")));
    }
    words.addAll(List.of(more));
    return change(words.toArray(String[]::new));
  }
}
