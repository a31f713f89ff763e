package org.yipiao.invoice.server.consent;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.api.GrantConsent;
import org.yipiao.invoice.server.consortium.Consortium;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;

/** What may be consented to at all. */
@Component
class ConsentTerms {

  private static final Duration LONGEST = Duration.ofDays(GrantConsent.LONGEST_DAYS);

  private final Consortium consortium;

  ConsentTerms(Consortium consortium) {
    this.consortium = consortium;
  }

  void check(GrantConsent request, Instant now) {
    if (!consortium.is(new TenantId(request.payer()), MemberKind.PAYER)) {
      throw refusal(InvoiceProblem.NO_SUCH_PAYER, "/payer", PlatformReason.NOT_VALID);
    }
    if (!request.purpose().equals(GrantConsent.REIMBURSEMENT)) {
      throw refusal(InvoiceProblem.CONSENT_PURPOSE_UNKNOWN, "/purpose", PlatformReason.NOT_VALID);
    }
    Set<Field> missing = EnumSet.copyOf(Field.NEEDED_FOR_REIMBURSEMENT);
    missing.removeAll(request.fields());
    if (!missing.isEmpty()) {
      throw refusal(
          InvoiceProblem.CONSENT_FIELDS_MISSING,
          "/fields",
          PlatformReason.REQUIRED,
          StoredConsent.names(missing));
    }
    Instant end = request.expiresAt();
    if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
      throw refusal(
          InvoiceProblem.CONSENT_EXPIRY_INVALID,
          "/expiresAt",
          PlatformReason.NOT_VALID,
          GrantConsent.LONGEST_DAYS);
    }
  }

  private static ProblemException refusal(
      InvoiceProblem problem, String pointer, PlatformReason reason, Object... arguments) {
    return new ProblemException(problem, List.of(FieldFault.of(pointer, reason)), arguments);
  }
}
