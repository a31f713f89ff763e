package org.yipiao.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** The steps that need no node. Members 1 to 4 are validators, 5 and 6 are not; a quorum is 3. */
abstract class OfflineSteps {

  static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  @TempDir Path directory;
  final Genesis genesis = SeededConsortium.genesis();
  Instant now = NOW;
  Map<String, String> environment = Map.of();

  @BeforeEach
  void writeTheConsortium() throws IOException {
    consortium("consortium", genesis);
    for (int member = 1; member <= 6; member++) {
      Path keys = Files.createDirectories(directory.resolve("keys-" + member));
      var random = new SecureRandom();
      var pair = SeededConsortium.transactionKey(member);
      KeyFiles.store(
          keys.resolve("transaction.p12"),
          KeyFiles.selfSigned(pair, "CN=member", SeededConsortium.START, random),
          random);
    }
  }

  String existing() throws IOException {
    propose("there.json");
    return path("there.json");
  }

  Said propose(String file, String... more) {
    var words = new ArrayList<>(List.of("propose", "contract", "--version", "2"));
    words.addAll(List.of("--at-height", "5000", "--out", path(file)));
    words.addAll(List.of(more));
    return change(words.toArray(String[]::new));
  }

  /**
   * A step with the consortium's folder; its second word is a file of the test's folder. Approvals
   * are agreed to.
   */
  Said change(String... words) {
    var all = new ArrayList<>(List.of(words));
    if (words[0].equals("approve")) {
      all.add("--yes");
    }
    return asked(all, (_, _) -> false);
  }

  /** The same where whoever approves is asked. */
  Said approve(Consent consent, String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addFirst("approve");
    return asked(all, consent);
  }

  private Said asked(List<String> all, Consent consent) {
    if (!all.getFirst().equals("propose")) {
      all.set(1, path(all.get(1)));
    }
    all.addAll(List.of("--consortium", path("consortium")));
    var command = ChangeCommand.changes(InstantSource.fixed(now), consent);
    return Said.of(() -> command.run(all, environment).number());
  }

  ChangeProposal proposal(String file) throws IOException {
    return ChangeProposal.decode(Files.readAllBytes(directory.resolve(file)));
  }

  void consortium(String folder, Genesis founded) throws IOException {
    Path made = Files.createDirectories(directory.resolve(folder));
    Files.write(made.resolve("genesis.json"), founded.encode());
    Files.write(made.resolve("consortium.json"), TrustRoot.of(founded, List.of()).encode());
  }

  String path(String name) {
    return directory.resolve(name).toString();
  }

  String write(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text, StandardCharsets.UTF_8).toString();
  }
}
