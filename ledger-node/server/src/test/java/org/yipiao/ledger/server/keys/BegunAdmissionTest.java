package org.yipiao.ledger.server.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;

/**
 * Keys were made and their draft was not finished: it names what was asked for then, and is not
 * handed out for anything else.
 */
class BegunAdmissionTest {

  @TempDir private Path directory;
  private Path keys;
  private Path draft;
  private Path half;
  private Map<String, String> asked;

  @BeforeEach
  void begin() throws IOException {
    keys = directory.resolve("keys");
    draft = directory.resolve("joining.draft");
    half = directory.resolve("joining.draft.half");
    Path genesis = directory.resolve("genesis.json");
    Files.write(genesis, SeededConsortium.genesis().encode());
    asked = new LinkedHashMap<>();
    asked.put("--number", "70");
    asked.put("--name", "newcomer");
    asked.put("--kind", "OPERATOR");
    asked.put("--credit-code", SeededConsortium.creditCode(7).value());
    asked.put("--gossip", "127.0.0.1:8110");
    asked.put("--post-quantum", "true");
    asked.put("--keys", keys.toString());
    asked.put("--genesis", genesis.toString());
    asked.put("--out", draft.toString());
    assertThat(make(asked)).isEqualTo(new Made(0, ""));
    Files.move(draft, half);
  }

  /** How a run has ended, and what it has said. */
  private record Made(int exit, String said) {}

  private static Made make(Map<String, String> options) {
    var words = new ArrayList<>(List.of("new"));
    options.forEach((option, value) -> words.addAll(List.of(option, value)));
    var said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    try (var caught = new PrintStream(said, true, StandardCharsets.UTF_8)) {
      System.setErr(caught);
      int exit = KeyMaker.run(words.toArray(String[]::new));
      return new Made(exit, said.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--number, 71, with --number 70",
    "--name, another, with --name newcomer",
    "--kind, PAYER, with --kind OPERATOR",
    "--credit-code, of another, with --credit-code 121100000000",
    "--gossip, 127.0.0.1:8111, with --gossip 127.0.0.1:8110",
    "--gossip, , with --gossip 127.0.0.1:8110",
    "--post-quantum, false, with --post-quantum true"
  })
  void isNotFinishedForAnotherOption(String option, String value, String named) throws IOException {
    byte[] begun = Files.readAllBytes(half);
    Map<String, String> others = new LinkedHashMap<>(asked);
    if (value == null) {
      others.remove(option);
    } else {
      others.put(option, value);
    }
    others.replace("--credit-code", "of another", SeededConsortium.creditCode(6).value());
    Made made = make(others);
    assertThat(made.exit()).isEqualTo(1);
    assertThat(made.said())
        .contains(named, "remove " + keys + " and " + half, "begin anew")
        .doesNotContain("password");
    assertThat(draft).doesNotExist();
    assertThat(half).hasBinaryContent(begun);

    assertThat(make(asked)).as("the same again").isEqualTo(new Made(0, ""));
    assertThat(draft).hasBinaryContent(begun);
  }

  @Test
  void isBegunAnewOnceItIsRemoved() throws IOException {
    asked.keySet().removeAll(List.of("--gossip", "--post-quantum"));
    assertThat(make(asked).exit()).isEqualTo(1);
    try (var files = Files.list(keys)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(keys);
    assertThat(make(asked)).isEqualTo(new Made(0, ""));
    assertThat(begun(draft).validator()).isEmpty();

    Files.move(draft, half);
    asked.put("--gossip", "127.0.0.1:8110");
    assertThat(make(asked).said()).contains("without --gossip");
  }

  /** Nobody was told of keys without a folder: they are made anew, as is asked for now. */
  @Test
  void countsForNothingWithoutItsKeys() throws IOException {
    Files.move(keys, directory.resolve("elsewhere"));
    asked.put("--kind", "PAYER");
    assertThat(make(asked)).isEqualTo(new Made(0, ""));
    assertThat(begun(draft).kind()).isEqualTo(MemberKind.PAYER.number());
  }

  @Test
  void isOfOneLedger() throws IOException {
    var change = begun(half);
    var admission =
        new MemberAdmission(
            SeededConsortium.genesis(),
            70,
            "newcomer",
            MemberKind.OPERATOR,
            SeededConsortium.creditCode(7),
            Optional.of(Gossip.at("127.0.0.1:8110")),
            true);
    assertThat(admission.otherwise(change)).isEmpty();
    var validator = GenesisValidator.decode(change.validator());
    byte[] log = Ed25519Keys.raw(KeyFiles.generateEd25519(new SecureRandom()).getPublic());
    var elsewhere =
        new GenesisValidator(
            Vkey.log("another.invalid/log", log),
            validator.cosigningKey(),
            validator.postQuantumKey(),
            validator.engineCertificate(),
            validator.gossipHost(),
            validator.gossipPort());
    assertThat(admission.otherwise(with(change, change.transactionKey(), elsewhere.encode())))
        .hasValue("for another ledger");
    byte[] otherSuite = KeyFiles.generateEd25519(new SecureRandom()).getPublic().getEncoded();
    assertThat(admission.otherwise(with(change, otherSuite, change.validator())))
        .hasValue("for another ledger");
  }

  private static AdmitMember.Change with(
      AdmitMember.Change change, byte[] transactionKey, byte[] validator) {
    return new AdmitMember.Change(
        change.number(),
        change.name(),
        change.kind(),
        change.creditCode(),
        transactionKey,
        validator);
  }

  private static AdmitMember.Change begun(Path file) throws IOException {
    return ((AdmitMember) ChangeDraft.decode(Files.readAllBytes(file)).operation()).change();
  }
}
