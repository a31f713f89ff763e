package org.yipiao.claims.server.settlement;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.ledger.client.ClaimLookup;
import org.yipiao.ledger.client.InvoiceLookup;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.client.http.InvoiceStateView;
import org.yipiao.ledger.client.http.InvoiceStateView.PayerView;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.telemetry.TraceContext;

/** What the ledger holds of an invoice, as a payer's node says it. */
@Component
public class InvoicePositions {

  private static final Logger LOG = LoggerFactory.getLogger(InvoicePositions.class);

  private final PayerTenants tenants;

  InvoicePositions(PayerTenants tenants) {
    this.tenants = tenants;
  }

  /** What one payer has committed or paid of an invoice by other claims. */
  public record PayerPart(boolean social, Money amount) {}

  /**
   * The invoice as a node has it, for adjudication, without what the claim itself holds.
   *
   * @param parts what counts as received from others
   * @param remaining what may still be reserved
   * @param reserved what is reserved and not committed: it may be left again, or be received yet
   */
  public record InvoicePosition(List<PayerPart> parts, Money remaining, Money reserved) {}

  /** Empty when no node answers or none knows the invoice, or what the claim itself holds of it. */
  public Optional<InvoicePosition> of(Claim claim) {
    PayerTenant payer = tenants.get(claim.payer());
    if (!(payer.ledger().invoice(claim.invoice())
        instanceof InvoiceLookup.Found(InvoiceStateView state))) {
      return Optional.empty();
    }
    return ownPart(payer, claim, state).map(own -> without(own, payer.member(), state));
  }

  /**
   * The invoice for who has no claim on it; empty when no node answers in time, or none knows it.
   *
   * @param atMost how long is waited; the nodes may then still be asked, for nobody
   */
  public Optional<InvoicePosition> of(PayerTenant payer, InvoiceId invoice, Duration atMost) {
    String trace = TraceContext.currentTraceparent();
    Callable<InvoiceLookup> look = () -> payer.ledger().invoice(invoice);
    FutureTask<InvoiceLookup> asked = new FutureTask<>(() -> TraceContext.callResumed(trace, look));
    Thread.ofVirtual().name("position").start(asked);
    try {
      return asked.get(atMost.toNanos(), TimeUnit.NANOSECONDS)
              instanceof InvoiceLookup.Found(InvoiceStateView state)
          ? Optional.of(without(Part.NONE, payer.member(), state))
          : Optional.empty();
    } catch (TimeoutException | ExecutionException e) {
      LOG.info("the ledger says nothing of an invoice: {}", e.getClass().getSimpleName());
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      asked.cancel(true);
    }
  }

  /** Of an invoice, in fen. */
  private record Part(long reserved, long committedOrPaid) {

    static final Part NONE = new Part(0, 0);

    static Part of(PayerView row) {
      return new Part(row.reservedFen(), row.committedFen() + row.reimbursedFen());
    }

    Part less(Part other) {
      return new Part(
          Math.max(0, reserved - other.reserved),
          Math.max(0, committedOrPaid - other.committedOrPaid));
    }
  }

  /**
   * What the ledger holds under the claim's id although nothing here says so: the database was put
   * back to a time before. Empty when it cannot be told.
   */
  private static Optional<Part> ownPart(PayerTenant payer, Claim claim, InvoiceStateView state) {
    boolean holdsSome =
        state.payers().stream()
            .filter(row -> row.member() == payer.member())
            .map(Part::of)
            .anyMatch(part -> !part.equals(Part.NONE));
    if (!holdsSome) {
      return Optional.of(Part.NONE);
    }
    return switch (payer.ledger().claim(payer.member(), claim.id())) {
      case ClaimLookup.NotKnown _ -> Optional.of(Part.NONE);
      case ClaimLookup.Undecided _ -> Optional.empty();
      case ClaimLookup.Found(ClaimStateView own) ->
          Optional.of(
              own.invoiceId().equals(claim.invoice().toString())
                  ? new Part(own.reservedFen(), own.committedFen() + own.reimbursedFen())
                  : Part.NONE);
    };
  }

  private InvoicePosition without(Part own, int member, InvoiceStateView state) {
    List<PayerPart> parts = new ArrayList<>();
    long reserved = 0;
    for (PayerView row : state.payers()) {
      Part part = row.member() == member ? Part.of(row).less(own) : Part.of(row);
      reserved += part.reserved();
      if (part.committedOrPaid() > 0) {
        parts.add(
            new PayerPart(tenants.isSocial(row.member()), Money.ofFen(part.committedOrPaid())));
      }
    }
    return new InvoicePosition(
        List.copyOf(parts),
        Money.ofFen(state.remainingFen() + own.reserved() + own.committedOrPaid()),
        Money.ofFen(reserved));
  }
}
