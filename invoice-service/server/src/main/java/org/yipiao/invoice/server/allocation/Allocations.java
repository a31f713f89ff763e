package org.yipiao.invoice.server.allocation;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.invoice.api.AllocationRequest;
import org.yipiao.invoice.api.AllocationView;
import org.yipiao.invoice.api.BatchState;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.BureauSigner;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.history.StatusHistory;
import org.yipiao.invoice.server.ledger.LedgerTransaction;
import org.yipiao.invoice.server.ledger.LedgerTransactions;
import org.yipiao.invoice.server.ledger.NewTransaction;
import org.yipiao.invoice.server.ledger.SettledTransactions;
import org.yipiao.invoice.server.ledger.TransactionKind;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.invoice.server.problem.MalformedField;
import org.yipiao.invoice.server.waiting.Changes;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.outcome.Outcome;
import org.yipiao.platform.id.InvoiceCode;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.InvoiceNumber;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Gives ranges of numbers to hospitals. A number is given once: the counter of a code only grows,
 * and a range that the ledger refuses stays a gap that its row explains.
 */
@Service
public class Allocations implements SettledTransactions {

  /** An allocation whose transactions all expired; its numbers stay a gap. */
  static final String EXPIRED_TOO_OFTEN = "EXPIRED_TOO_OFTEN";

  private static final int MAX_LISTED = 1_000;
  private static final int MAX_SIGNATURES = 4;
  private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
  private static final String EXPIRED = "TRANSACTION_EXPIRED";
  private static final Logger LOG = LoggerFactory.getLogger(Allocations.class);

  private final AllocationMapper mapper;
  private final Consortium consortium;
  private final BureauSigner signer;
  private final LedgerTransactions ledger;
  private final StatusHistory history;
  private final Changes changes;
  private final Duration expiry;
  private final SecureRandom random;
  private final InstantSource time;

  Allocations(
      AllocationMapper mapper,
      Consortium consortium,
      BureauSigner signer,
      LedgerTransactions ledger,
      StatusHistory history,
      Changes changes,
      InvoiceProperties properties,
      SecureRandom random,
      InstantSource time) {
    this.mapper = mapper;
    this.consortium = consortium;
    this.signer = signer;
    this.ledger = ledger;
    this.history = history;
    this.changes = changes;
    this.expiry = properties.allocationExpiry();
    this.random = random;
    this.time = time;
  }

  /** Takes the next numbers of a code and signs their allocation. */
  @Transactional
  public AllocationView allocate(Caller caller, AllocationRequest request) {
    GenesisMember hospital = check(request);
    String tenant = caller.tenant().value();
    mapper.ensureCounter(request.code(), tenant, Micros.of(time.instant()), caller.clientId());
    long first = mapper.nextNumber(request.code());
    Instant now = time.instant(); // the counter may have been locked for long
    long last = first + request.count() - 1;
    if (last > InvoiceNumber.MAX) {
      throw new ProblemException(InvoiceProblem.NUMBERS_EXHAUSTED);
    }
    mapper.advance(request.code(), last + 1, tenant, Micros.of(now), caller.clientId());
    var code = new InvoiceCode(request.code());
    InvoiceId firstId = InvoiceId.of(code, InvoiceNumber.of(first));
    InvoiceId lastId = InvoiceId.of(code, InvoiceNumber.of(last));
    byte[] id = new byte[16];
    random.nextBytes(id);
    var row =
        new AllocationMapper.Row(
            HexFormat.of().formatHex(id),
            tenant,
            hospital.name(),
            hospital.number().value(),
            request.gatewayInstance(),
            request.code(),
            firstId.value(),
            lastId.value(),
            BatchState.RECEIVED,
            null,
            Micros.of(now),
            null);
    mapper.insert(row, caller.clientId());
    sign(row, caller.clientId(), "ALLOCATION_REQUESTED", now, now);
    append(row, BatchState.RECEIVED, caller.clientId(), "ALLOCATION_REQUESTED", now);
    return view(row);
  }

  private GenesisMember check(AllocationRequest request) {
    if (!request.code().matches("[0-9]{8}")) {
      throw MalformedField.INVOICE_CODE.at("/code");
    }
    if (!request.gatewayInstance().matches("[a-z0-9][a-z0-9-]{0,31}")) {
      throw MalformedField.GATEWAY_INSTANCE.at("/gatewayInstance");
    }
    if (request.count() < 1 || request.count() > AllocationRequest.MAX_COUNT) {
      throw MalformedField.NUMBER_COUNT.at("/count", AllocationRequest.MAX_COUNT);
    }
    if (!request.hospital().matches("[a-z][a-z0-9-]{1,39}")) {
      throw MalformedField.TENANT_ID.at("/hospital");
    }
    return consortium
        .member(new TenantId(request.hospital()))
        .filter(member -> member.kind() == MemberKind.HOSPITAL)
        .orElseThrow(() -> new ProblemException(InvoiceProblem.NO_SUCH_HOSPITAL));
  }

  private void sign(
      AllocationMapper.Row row, String actor, String cause, Instant now, Instant from) {
    var operation =
        AllocateNumbers.of(
            new MemberNumber(row.member()),
            row.gatewayInstance(),
            new InvoiceId(row.firstId()),
            Math.toIntExact(row.lastId() - row.firstId() + 1));
    ledger.add(
        new NewTransaction(
            row.tenant(),
            TransactionKind.ALLOCATION,
            row.allocationId(),
            signer.sign(operation, now.plus(expiry)),
            actor,
            cause),
        now,
        from);
  }

  /** The allocation, once it is settled or the time is over. */
  public Optional<AllocationView> await(String allocationId, Duration atMost) {
    return changes.await(
        "allocation/" + allocationId,
        atMost,
        () -> mapper.find(allocationId).map(Allocations::view),
        view -> view.state().settled());
  }

  /** The ranges of one gateway of a hospital. */
  public List<AllocationView> of(TenantId hospital, String gatewayInstance) {
    return mapper.ofGateway(hospital.value(), gatewayInstance, MAX_LISTED).stream()
        .map(Allocations::view)
        .toList();
  }

  private static AllocationView view(AllocationMapper.Row row) {
    return new AllocationView(
        row.allocationId(),
        row.state(),
        row.hospital(),
        row.member(),
        row.gatewayInstance(),
        row.code(),
        new InvoiceId(row.firstId()).number().value(),
        new InvoiceId(row.lastId()).number().value(),
        Micros.toInstant(row.createdMicros()),
        Micros.toInstantOrNull(row.finalMicros()),
        row.outcome());
  }

  @Override
  public TransactionKind kind() {
    return TransactionKind.ALLOCATION;
  }

  @Override
  public void becameFinal(LedgerTransaction transaction, Finality.Final proof, Instant at) {
    var operation = proof.operations().getFirst();
    String outcome = operation.outcome().map(Outcome::name).orElse("UNKNOWN");
    settle(transaction, operation.applied() ? BatchState.FINAL : BatchState.REFUSED, outcome, at);
  }

  @Override
  public void wasRefused(LedgerTransaction transaction, String code, Instant at) {
    settle(transaction, BatchState.REFUSED, code, at);
  }

  /**
   * Signing the same range anew is safe: the ledger gives it once. But when the register's clock is
   * far behind the ledger's, what it signs has always expired: it waits longer each time, and after
   * a few times gives the range up. The bureau asks for another once the clock is right.
   */
  @Override
  public void expired(LedgerTransaction transaction, Instant at) {
    AllocationMapper.Row row = mapper.find(transaction.subject()).orElseThrow();
    int signed =
        ledger.count(TransactionKind.ALLOCATION, row.tenant(), row.allocationId(), MAX_SIGNATURES);
    if (signed >= MAX_SIGNATURES) {
      LOG.error("Allocation {} expired {} times: is the clock behind?", row.allocationId(), signed);
      settle(transaction, BatchState.REFUSED, EXPIRED_TOO_OFTEN, at);
      return;
    }
    Duration wait = FIRST_WAIT.multipliedBy(1L << Math.max(0, signed - 1));
    sign(row, "ledger", EXPIRED, at, at.plus(wait));
    append(row, BatchState.RECEIVED, "ledger", EXPIRED, at);
  }

  private void settle(
      LedgerTransaction transaction, BatchState state, @Nullable String outcome, Instant at) {
    mapper.settle(transaction.subject(), state, outcome, Micros.of(at));
    AllocationMapper.Row row = mapper.find(transaction.subject()).orElseThrow();
    append(row, state, "ledger", outcome == null ? "LEDGER" : outcome, at);
  }

  private void append(
      AllocationMapper.Row row, BatchState state, String actor, String cause, Instant at) {
    history.append(
        List.of(
            new StatusHistory.Change(
                row.tenant(),
                "ALLOCATION",
                row.allocationId(),
                state.name(),
                Micros.of(at),
                actor,
                cause)));
  }

  @Override
  public void changed(LedgerTransaction transaction) {
    changes.signal("allocation/" + transaction.subject());
  }
}
