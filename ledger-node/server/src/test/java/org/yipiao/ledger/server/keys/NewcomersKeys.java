package org.yipiao.ledger.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;

/** The keys of a validator that wants to join, made as its operator makes them. */
public final class NewcomersKeys {

  private NewcomersKeys() {}

  /**
   * Makes them.
   *
   * @param keys a folder that is not there
   * @return what the others have to agree to
   */
  public static ChangeDraft make(Path keys, Genesis genesis, int number, String name)
      throws IOException {
    Path folder = Files.createTempDirectory(keys.toAbsolutePath().getParent(), "joining-");
    Path file = Files.write(folder.resolve("genesis.json"), genesis.encode());
    Path draft = folder.resolve("joining.draft");
    var words = new ArrayList<>(List.of("new", "--number", "" + number, "--name", name));
    words.addAll(List.of("--kind", "OPERATOR", "--gossip", "127.0.0.1:1070"));
    words.addAll(List.of("--credit-code", SeededConsortium.creditCode(70).value()));
    words.addAll(List.of("--genesis", file.toString(), "--keys", keys.toString()));
    words.addAll(List.of("--out", draft.toString()));
    assertThat(KeyMaker.run(words.toArray(String[]::new))).isZero();
    return ChangeDraft.decode(Files.readAllBytes(draft));
  }
}
