package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the node's program is asked for. */
class ValidatorCommandTest extends OfflineSteps {

  @Test
  void theNodesProgramIsAskedForKeysUnderTheNamesOfTheLedger() throws IOException {
    var asked = new ArrayList<String>();
    var command =
        ChangeCommand.validators(call -> {
          asked.addAll(call);
          return 1;
        });
    var words = new ArrayList<>(List.of("next-key", "--number", "4", "--keys", path("keys-4")));
    words.addAll(List.of("--purpose", "post-quantum-cosigning", "--out", path("new.draft")));
    words.addAll(List.of("--consortium", path("consortium"), "--json"));
    Said said = Said.of(() -> command.run(words, environment).number());
    assertThat(said).isEqualTo(new Said(1, "{\n  \"made\": false\n}\n"));
    assertThat(asked)
        .startsWith("next", "--number", "4", "--name", "hospital-one")
        .containsSequence("--purpose", "POST_QUANTUM_COSIGNING")
        .containsSequence("--keys", path("keys-4"), "--genesis", path("consortium/genesis.json"))
        .endsWith("--out", path("new.draft"));
  }

  @Test
  void keysAreMadeForALedgerThatIsThereAndInANewFolder() throws IOException {
    var command =
        ChangeCommand.validators(call -> {
          throw new AssertionError("nobody is to be asked");
        });
    for (String[] wrong :
        new String[][] {
          {"keys-4 is there already", "keys-4", "consortium", "1"},
          {"genesis.json: it does not exist", "fresh", "nowhere", "2"}
        }) {
      var words = new ArrayList<>(List.of("new", "--number", "60", "--name", "clinic"));
      words.addAll(List.of("--kind", "hospital", "--credit-code", "12110000000000060R"));
      words.addAll(List.of("--keys", path(wrong[1]), "--out", path("new.draft")));
      words.addAll(List.of("--consortium", path(wrong[2])));
      Said said = Said.of(() -> command.run(words, environment).number());
      assertThat(said.text()).contains(wrong[0]);
      assertThat(said.exit()).isEqualTo(Integer.parseInt(wrong[3]));
    }
  }
}
