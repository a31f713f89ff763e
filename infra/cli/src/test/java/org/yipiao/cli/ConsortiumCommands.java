package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.keys.KeyMaker;
import org.yipiao.ledger.server.local.LocalConsortium;

/** A consortium that runs in this process, and the commands of its operators. */
final class ConsortiumCommands implements AutoCloseable {

  private static final Duration LONG = Duration.ofMinutes(1);
  static final long FIRST = 110_601_260_000_000_001L;

  /** Nodes and commands print to the same streams: what a command says is looked at alone. */
  private static final Map<String, String> QUIET =
      Stream.of("root", "com.swirlds", "com.hedera", "org.hiero")
          .collect(Collectors.toMap(logger -> "logging.level." + logger, logger -> "OFF"));

  private final LocalConsortium local;
  private final Path directory;
  private final Path token;
  private int allocations;

  private ConsortiumCommands(LocalConsortium local, Path directory) throws IOException {
    this.local = local;
    this.directory = directory;
    this.token = Files.writeString(directory.resolve("token"), local.token("bureau"));
  }

  static ConsortiumCommands start(Path directory, int contractVersion) throws IOException {
    return start(directory, new Choices("INTL", Set.of(), contractVersion));
  }

  /** Under version 2 of the contract, with an ML-DSA-44 key of each validator. */
  static ConsortiumCommands startWithKeysForArchives(Path directory) throws IOException {
    var all = Choices.withPostQuantumKeys();
    return start(directory, new Choices(all.suite(), all.postQuantum(), 2));
  }

  private static ConsortiumCommands start(Path directory, Choices choices) throws IOException {
    var local = LocalConsortium.start(directory, QUIET, choices);
    local.awaitActive(Duration.ofMinutes(2));
    return new ConsortiumCommands(local, directory);
  }

  LocalConsortium local() {
    return local;
  }

  /** A file of the test's. */
  String file(String name) {
    return directory.resolve(name).toString();
  }

  /** The addresses of all nodes, as an option has them. */
  String nodes() {
    return local.uris().stream().map(Object::toString).collect(Collectors.joining(","));
  }

  /** The folder of a founder's keys. */
  String keys(DevelopmentMember member) {
    return local.consortium().keys(member).toString();
  }

  /** {@code change …} with the consortium, all nodes and a token; approvals are agreed to. */
  Said change(String... words) {
    var all = new ArrayList<>(List.of(words));
    if (words[0].equals("approve")) {
      all.add("--yes");
    }
    all.addFirst("change");
    all.addAll(List.of("--consortium", local.consortium().directory().toString()));
    all.addAll(List.of("--node", nodes(), "--token", token.toString()));
    return Said.by(directory, all.toArray(String[]::new));
  }

  /** {@code validator …}, whose keys are made in this process. */
  Said validator(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--consortium", local.consortium().directory().toString()));
    var command = ChangeCommand.validators(call -> KeyMaker.run(call.toArray(String[]::new)));
    return Said.of(() -> command.run(all, Map.of()).number());
  }

  /**
   * A member that is to be admitted makes its keys, in a folder of its name beside the draft {@code
   * NAME.draft}.
   */
  Said newMember(int number, String name, String kind, String... more) {
    var words = new ArrayList<>(List.of("new", "--number", "" + number, "--name", name));
    words.addAll(List.of("--kind", kind, "--credit-code", "12110000000000060R"));
    words.addAll(List.of("--keys", file(name), "--out", file(name + ".draft")));
    words.addAll(List.of(more));
    Said made = validator(words.toArray(String[]::new));
    done(made);
    return made;
  }

  /** A command has to be done. */
  void done(Said said) {
    assertThat(said.text()).as("exit %d", said.exit()).isNotEmpty();
    assertThat(said.exit()).as(said.text()).isZero();
  }

  /** Three founders approve a proposal one after the other, and the agency submits it. */
  Said approvedAndSubmitted(String proposal) {
    for (DevelopmentMember member :
        List.of(DevelopmentMember.BUREAU, DevelopmentMember.AGENCY, DevelopmentMember.INSURER)) {
      done(change("approve", proposal, "--keys", keys(member)));
    }
    return change("submit", proposal, "--keys", keys(DevelopmentMember.AGENCY));
  }

  /** The bureau gives numbers to a member; what became of that, which makes a block. */
  Outcome allocate(int member) throws IOException {
    return allocated(member, local.uris()).outcome().orElseThrow();
  }

  /** The same by some nodes alone, with its proof. */
  FinalOperation allocated(int member, List<URI> nodes) throws IOException {
    long first = FIRST + 100L * allocations++;
    return ordered(DevelopmentMember.BUREAU, new AllocateNumbers(member, "one", first, 100), nodes);
  }

  /** An operation of a member, which has to be applied. */
  void applied(DevelopmentMember member, Operation operation) throws IOException {
    assertThat(ordered(member, operation, local.uris()).outcome()).contains(Outcome.APPLIED);
  }

  private FinalOperation ordered(DevelopmentMember member, Operation operation, List<URI> nodes)
      throws IOException {
    var key = KeyFiles.load(local.consortium().transactionKey(member));
    var genesis = local.consortium().genesis();
    var transaction =
        SignedTransaction.sign(
            genesis.ledgerId(),
            member.number().value(),
            KeyId.of(key.certificate().getPublicKey()),
            TransactionId.random(new SecureRandom()),
            Instant.now().plusSeconds(120),
            false,
            List.of(operation),
            genesis.signatureSuite(new SecureRandom()).signer(key.privateKey()));
    try (var client =
        new HttpLedgerClient(
            nodes, local.consortium().trust(), () -> local.token(member.tenant()))) {
      assertThat(client.submit(transaction)).isInstanceOf(Submission.Accepted.class);
      var finality = client.awaitFinal(TransactionRef.of(transaction), LONG);
      assertThat(finality).isInstanceOf(Finality.Final.class);
      return ((Finality.Final) finality).operations().getFirst();
    }
  }

  /** The height of the last block at the first founder. */
  long height() {
    return local.node(DevelopmentMember.BUREAU).chain().head().orElseThrow().height();
  }

  @Override
  public void close() {
    local.close();
  }
}
