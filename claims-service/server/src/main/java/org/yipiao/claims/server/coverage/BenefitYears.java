package org.yipiao.claims.server.coverage;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.yipiao.claims.adjudication.AdjudicationCase.History;
import org.yipiao.claims.adjudication.Decision.AccumulatorChange;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.coverage.CoverageMapper.AccumulatorRow;
import org.yipiao.claims.server.coverage.CoverageMapper.AdmissionRow;
import org.yipiao.claims.server.coverage.CoverageMapper.CountedRow;
import org.yipiao.claims.server.coverage.CoverageMapper.EntryRow;
import org.yipiao.claims.server.coverage.CoverageMapper.YearKey;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;

/**
 * What a plan has seen of a person in a year: deductible, in-scope amount, payments, admissions.
 * Decided one claim at a time: {@link #lock} holds the row until the transaction ends.
 *
 * <p>A transaction locks its claim before the claim's year and no other claim, so none that has a
 * year waits for one that waits for it. What is counted changes under the year's lock alone, and
 * plain reads see what is committed, so what is read beside the locked row agrees with it. Other
 * claims may change their state meanwhile: one that is read a moment too early only lets a claim
 * wait once more.
 */
@Component
public class BenefitYears {

  private static final String ACTOR = "claims-service";
  private static final List<ClaimState> PROVISIONAL =
      Stream.of(ClaimState.values()).filter(ClaimState::countsProvisionally).toList();

  private static final AccumulatorRow UNTOUCHED = new AccumulatorRow(0, 0, 0, 0, 0);

  private final CoverageMapper rows;
  private final InstantSource time;

  BenefitYears(CoverageMapper rows, InstantSource time) {
    this.rows = rows;
    this.time = time;
  }

  /** A person's year under a plan, as it stands. */
  public class Year {
    final YearKey key;
    final AccumulatorRow row;
    final @Nullable AdmissionRow admission;

    private Year(YearKey key, AccumulatorRow row, @Nullable String admissionKey) {
      this.key = key;
      this.row = row;
      this.admission = admissionKey == null ? null : rows.admission(key, admissionKey);
    }

    /** The year before the claim. */
    public History history() {
      return history(row.inScopeUsedFen(), row.paidFen());
    }

    /**
     * The best for the claim that this year may still become, should others that count in it
     * provisionally come to nothing; empty when there are none. What they are to be paid is left of
     * the cap again. Another place on the plan's scale may help or harm, so there is a year with
     * their in-scope amounts and one without. What they have used of the deductible stays used:
     * given back, it would only be taken off the claim.
     */
    public List<History> withoutProvisional() {
      CountedRow others = rows.countedIn(key, PROVISIONAL);
      if (others.paidFen() == 0 && others.inScopeUsedFen() == 0) {
        return List.of();
      }
      long paid = row.paidFen() - others.paidFen();
      return List.of(
          history(row.inScopeUsedFen(), paid),
          history(row.inScopeUsedFen() - others.inScopeUsedFen(), paid));
    }

    /**
     * The state of another claim on a bill that counts in this year, under whatever policy it was
     * made.
     *
     * @param otherThan the claim that asks, or null for who has none
     */
    public Optional<ClaimState> otherOnBill(InvoiceId invoice, @Nullable ClaimId otherThan) {
      String own = otherThan == null ? "" : otherThan.value();
      return Optional.ofNullable(rows.otherOnInvoice(key, invoice.value(), own));
    }

    private History history(long inScopeUsedFen, long paidFen) {
      return new History(
          Money.ofFen(row.deductibleUsedFen()),
          Money.ofFen(inScopeUsedFen),
          Money.ofFen(paidFen),
          admission == null ? row.admissions() : admission.ordinal() - 1,
          admission == null ? Money.ZERO : Money.ofFen(admission.deductibleUsedFen()));
    }
  }

  /** A person's year under a plan, locked. */
  public final class LockedYear extends Year {
    private final @Nullable String admissionKey;

    private LockedYear(YearKey key, AccumulatorRow row, @Nullable String admissionKey) {
      super(key, row, admissionKey);
      this.admissionKey = admissionKey;
    }

    /** Counts a claim's amounts from now on, whether or not it is paid in the end. */
    public void hold(ClaimId claim, AccumulatorChange change) {
      EntryRow entry =
          new EntryRow(
              claim.value(),
              "HOLD",
              change.deductibleUsed().fen(),
              change.inScopeUsed().fen(),
              change.paid().fen(),
              admissionKey,
              key.planId(),
              key.benefitYear());
      boolean newAdmission = admissionKey != null && admission == null;
      write(key, row, entry, newAdmission ? 1 : 0, "CLAIM_ADJUDICATED");
      if (admissionKey != null) {
        rows.addToAdmission(
            key,
            admissionKey,
            admission == null ? row.admissions() + 1 : admission.ordinal(),
            change.deductibleUsed().fen(),
            now(),
            ACTOR,
            "CLAIM_ADJUDICATED");
      }
    }
  }

  private Instant now() {
    return time.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Locks a person's year.
   *
   * @param admissionKey names the stay for plans whose deductible depends on it, or null
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public LockedYear lock(
      TenantId payer, PersonId person, PlanId plan, int year, @Nullable String admissionKey) {
    YearKey key = new YearKey(payer.value(), person.value(), plan.value(), year);
    rows.begin(key, now(), ACTOR);
    return new LockedYear(key, rows.lock(key), admissionKey);
  }

  /**
   * A person's year as it stands, for who only looks: nothing is written, and nobody who decides is
   * held up. Without a lock it agrees with what is read beside it in one snapshot alone.
   *
   * @param admissionKey as for {@link #lock}
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Year look(
      TenantId payer, PersonId person, PlanId plan, int year, @Nullable String admissionKey) {
    YearKey key = new YearKey(payer.value(), person.value(), plan.value(), year);
    AccumulatorRow row = rows.look(key);
    return new Year(key, row == null ? UNTOUCHED : row, admissionKey);
  }

  /** Takes back what a claim that came to nothing had counted; a second time does nothing. */
  @Transactional(propagation = Propagation.MANDATORY)
  public void release(TenantId payer, PersonId person, ClaimId claim, String cause) {
    Optional<EntryRow> held =
        Optional.ofNullable(rows.lastEntry(claim.value()))
            .filter(entry -> entry.kind().equals("HOLD"));
    if (held.isEmpty()) {
      return;
    }
    EntryRow hold = held.get();
    YearKey key = new YearKey(payer.value(), person.value(), hold.planId(), hold.benefitYear());
    AccumulatorRow row = rows.lock(key);
    EntryRow back =
        new EntryRow(
            claim.value(),
            "RELEASE",
            -hold.deductibleUsedFen(),
            -hold.inScopeUsedFen(),
            -hold.paidFen(),
            hold.admissionKey(),
            hold.planId(),
            hold.benefitYear());
    write(key, row, back, 0, cause);
    if (hold.admissionKey() != null) {
      // The admission keeps its place in the year: it took place whether or not it was paid for.
      rows.addToAdmission(
          key, hold.admissionKey(), 1, -hold.deductibleUsedFen(), now(), ACTOR, cause);
    }
  }

  /** Counts what the payer brings along from before; only into a year that is still untouched. */
  @Transactional(propagation = Propagation.MANDATORY)
  boolean open(YearKey key, EntryRow opening, int admissions) {
    rows.begin(key, now(), ACTOR);
    AccumulatorRow row = rows.lock(key);
    if (row.version() != 0) {
      EntryRow before = rows.opening(key);
      return before != null
          && before.deductibleUsedFen() == opening.deductibleUsedFen()
          && before.inScopeUsedFen() == opening.inScopeUsedFen()
          && before.paidFen() == opening.paidFen();
    }
    write(key, row, opening, admissions, "OPENING");
    return true;
  }

  private void write(
      YearKey key, AccumulatorRow row, EntryRow entry, int admissions, String cause) {
    if (rows.add(key, entry, admissions, row.version(), now(), ACTOR) != 1) {
      throw new IllegalStateException("a locked accumulator was changed by another");
    }
    rows.appendEntry(key, entry, now(), ACTOR, cause);
  }
}
