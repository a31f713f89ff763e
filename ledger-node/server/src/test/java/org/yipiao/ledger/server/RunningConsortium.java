package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.development.DevelopmentConsortium;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.local.LocalConsortium;
import org.yipiao.ledger.server.node.MemberSignatures;
import org.yipiao.platform.id.InvoiceId;

/** The four validators in this process with a client, and what tests sign and wait for. */
final class RunningConsortium implements AutoCloseable {

  static final long FIRST = InvoiceId.parse("110601260000000001").value();
  static final Duration LONG = Duration.ofSeconds(60);

  private final LocalConsortium local;
  private final LedgerClient client;

  private RunningConsortium(LocalConsortium local) throws IOException {
    this.local = local;
    this.client =
        new HttpLedgerClient(local.uris(), local.consortium().trust(), () -> local.token("bureau"));
  }

  /** Starts all four, and waits until they are active. */
  static RunningConsortium start(Path directory, Map<String, String> settings)
      throws IOException, InterruptedException {
    return start(directory, settings, DevelopmentConsortium.Choices.LATEST);
  }

  /** The same with what is chosen when the consortium is founded. */
  static RunningConsortium start(
      Path directory, Map<String, String> settings, DevelopmentConsortium.Choices choices)
      throws IOException, InterruptedException {
    return start(directory, settings, choices, (_, _) -> Map.of());
  }

  /** The same with what is set for each node alone. */
  static RunningConsortium start(
      Path directory,
      Map<String, String> settings,
      DevelopmentConsortium.Choices choices,
      LocalConsortium.Own own)
      throws IOException, InterruptedException {
    var local = LocalConsortium.start(directory, settings, choices, own);
    local.awaitActive(Duration.ofMinutes(2));
    return new RunningConsortium(local);
  }

  LocalConsortium local() {
    return local;
  }

  LedgerClient client() {
    return client;
  }

  /** The numbers from which the invoices are. */
  static Operation allocation() {
    return new AllocateNumbers(
        DevelopmentMember.HOSPITAL_ONE.number().value(), "one", FIRST, 10_000);
  }

  static IssueInvoice invoice(int offset) {
    byte[] document = Integer.toString(offset).getBytes(StandardCharsets.US_ASCII);
    return new IssueInvoice(FIRST + offset, Digest.sha256(document), 59_500, 126_000);
  }

  SignedTransaction transaction(DevelopmentMember member, List<? extends Operation> operations)
      throws IOException {
    return signed(
        member,
        TransactionId.random(new SecureRandom()),
        Instant.now().plusSeconds(120),
        operations);
  }

  SignedTransaction signed(
      DevelopmentMember member,
      TransactionId id,
      Instant expiry,
      List<? extends Operation> operations)
      throws IOException {
    return MemberSignatures.by(local.consortium(), member, id, expiry, operations);
  }

  /** Hands it over until a node has accepted it. */
  void submit(SignedTransaction transaction) {
    await().atMost(LONG).until(() -> client.submit(transaction) instanceof Submission.Accepted);
  }

  /** Hands it over and waits until it is final. */
  Finality.Final settle(SignedTransaction transaction) {
    submit(transaction);
    var finality = client.awaitFinal(TransactionRef.of(transaction), LONG);
    assertThat(finality).isInstanceOf(Finality.Final.class);
    return (Finality.Final) finality;
  }

  @Override
  public void close() {
    client.close();
    local.close();
  }
}
