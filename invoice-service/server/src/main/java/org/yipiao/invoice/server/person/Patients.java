package org.yipiao.invoice.server.person;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Who acts for patients: the patients' platform for all of them, and through it a person who has
 * signed in, for that person alone.
 */
@Component
public class Patients {

  private final String tenant;

  Patients(InvoiceProperties properties) {
    this.tenant = properties.patientTenant();
  }

  /** Whether the caller comes from the patients' platform, for one person or for all. */
  public boolean actsForPatients(Caller caller) {
    return caller.tenant().value().equals(tenant);
  }

  /**
   * Whether the caller may see what is this person's.
   *
   * @param personId null for what is nobody's
   */
  public boolean mayRead(Caller caller, @Nullable String personId) {
    return actsForPatients(caller)
        && caller.person().map(own -> own.value().equals(personId)).orElse(true);
  }

  /** Refuses who may not see this person's things; to a person nobody else is there. */
  public void admit(Caller caller, String personId) {
    if (!actsForPatients(caller)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
    if (!mayRead(caller, personId)) {
      throw new ProblemException(InvoiceProblem.NO_SUCH_PERSON);
    }
  }

  /** The person who has signed in; a program that calls for itself is refused. */
  public PersonId signedIn(Caller caller) {
    if (!actsForPatients(caller)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
    return caller.person().orElseThrow(() -> new ProblemException(InvoiceProblem.NOT_SIGNED_IN));
  }
}
