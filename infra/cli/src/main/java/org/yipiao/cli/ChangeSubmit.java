package org.yipiao.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Membership;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.ledger.protocol.proposal.ChangeProposal;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.platform.reason.Reason;

/**
 * {@code change submit FILE --keys DIR --node URL[,URL...] --token FILE}: signs the transaction as
 * any member, hands it over, and waits until its outcome is final and proven.
 */
final class ChangeSubmit implements ChangeStep {

  private static final String WAIT = "--wait-seconds";

  /** A node's refusal after which the end has to be asked for: there may have been an effect. */
  private static final String EXPIRED = "TRANSACTION_EXPIRED";

  /** What nodes say when the token may not hand transactions over. */
  private static final String NO_SCOPE = "INSUFFICIENT_SCOPE";

  private static final long USUAL_SECONDS = 60;
  private static final long MOST_SECONDS = 600;

  private final InstantSource clock;

  ChangeSubmit(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Set<String> options() {
    return Set.of(ChangeKey.KEYS, WAIT);
  }

  @Override
  public ChangeAnswer run(Arguments arguments) {
    String file = arguments.operand("proposal");
    Path path = ChangeFile.path(file);
    ChangeProposal proposal = ChangeFile.proposal(file);
    if (!arguments.has(ChangeLedger.NODE)) {
      throw new UsageException("submit needs " + ChangeLedger.NODE + " URL");
    }
    var wait =
        Duration.ofSeconds(
            arguments.has(WAIT)
                ? ChangePropose.number(arguments, WAIT, 1, MOST_SECONDS)
                : USUAL_SECONDS);
    ChangeLedger ledger = ChangeLedger.of(arguments);
    ChangeKey key = ChangeKey.of(arguments);
    int member =
        ledger
            .holder(key.publicKey())
            .orElseThrow(() -> ChangeRefusal.of(ChangeText.NOBODYS_KEY, key.idText()))
            .number()
            .value();
    var signed = SignedChange.beside(path);
    SignedTransaction transaction =
        signed
            .earlier(ledger, proposal)
            .orElseGet(() -> {
              requireReady(new ChangeReport(ledger, proposal, clock.instant()));
              return signed.sign(ledger, proposal, member, key, clock.instant());
            });
    return submit(ledger, signed, transaction, wait);
  }

  /** What the ledger would refuse is not handed over. */
  private static void requireReady(ChangeReport report) {
    report
        .late()
        .ifPresent(late -> {
          throw ChangeRefusal.of(late);
        });
    report.faults().stream()
        .findFirst()
        .ifPresent(fault -> {
          throw ChangeRefusal.of(fault);
        });
    report
        .refusal()
        .ifPresent(refusal -> {
          throw ChangeRefusal.of(refusal);
        });
    if (!report.enough()) {
      throw ChangeRefusal.of(
          ChangeText.MISSING,
          report.counted(),
          report.needed(),
          report.needed() - report.counted());
    }
  }

  private static ChangeAnswer submit(
      ChangeLedger ledger, SignedChange file, SignedTransaction transaction, Duration wait) {
    ChangeLedger.Nodes nodes = ledger.nodes().orElseThrow();
    Membership known = ledger.asked().orElseThrow();
    TransactionRef reference = TransactionRef.of(transaction);
    try (LedgerClient client =
        new HttpLedgerClient(nodes.uris(), known.extended(ledger.trust()), nodes::token)) {
      List<String> untaken = handOver(client, transaction, file);
      return switch (client.awaitFinal(reference, untaken.isEmpty() ? wait : Duration.ZERO)) {
        case Finality.Final decided -> {
          FinalOperation operation = decided.operations().getFirst();
          if (!operation.applied()) {
            file.forget();
          }
          yield decided(reference, operation);
        }
        case Finality.ExpiredForGood _ -> {
          file.forget();
          throw ChangeRefusal.of(ChangeText.EXPIRED_FOR_GOOD, text(reference));
        }
        case Finality.StillPending pending -> throw undecided(reference, untaken, pending);
      };
    }
  }

  private static ChangeRefusal undecided(
      TransactionRef reference, List<String> untaken, Finality.StillPending pending) {
    if (untaken.isEmpty()) {
      return ChangeRefusal.of(ChangeText.PENDING, text(reference), pending.causes());
    }
    if (untaken.equals(List.of(EXPIRED))) {
      return ChangeRefusal.of(ChangeText.EXPIRED_UNDECIDED, text(reference));
    }
    boolean forWantOfAScope = untaken.stream().allMatch(cause -> cause.endsWith(": " + NO_SCOPE));
    return ChangeRefusal.of(forWantOfAScope ? ChangeText.NO_SCOPE : ChangeText.NOT_TAKEN, untaken);
  }

  /** What went wrong with nodes when none took it now; it may be known to them all the same. */
  private static List<String> handOver(
      LedgerClient client, SignedTransaction transaction, SignedChange file) {
    return switch (client.submit(transaction)) {
      case Submission.Accepted _ -> List.of();
      case Submission.Refused(String code, String _) when code.equals(EXPIRED) -> List.of(EXPIRED);
      case Submission.Refused(String code, String detail) -> {
        file.forget();
        throw ChangeRefusal.of(ChangeText.NOT_ACCEPTED, code, detail);
      }
      case Submission.NotTaken(List<String> causes, Duration _) -> causes;
    };
  }

  private static ChangeAnswer decided(TransactionRef reference, FinalOperation operation) {
    long leaf = operation.inclusion().leafIndex();
    long size = operation.inclusion().treeSize();
    Optional<Outcome> outcome = operation.outcome();
    String name = outcome.map(Outcome::name).orElse("OUTCOME_" + operation.leaf().outcome());
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("outcome", name);
    json.put("applied", operation.applied());
    json.put("transaction", text(reference));
    json.put("leaf", leaf);
    json.put("checkpointSize", size);
    if (operation.applied()) {
      return new ChangeAnswer(
          ExitCode.OK, List.of(Reason.of(ChangeText.APPLIED, leaf, size)), json);
    }
    Object sentence = outcome.<Object>map(known -> known).orElse("");
    return new ChangeAnswer(
        ExitCode.FAILED, List.of(Reason.of(ChangeText.REFUSED, name, sentence, leaf, size)), json);
  }

  private static String text(TransactionRef reference) {
    return reference.member() + "/" + reference.id();
  }
}
