package org.yipiao.invoice.server.person;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.invoice.server.problem.InvoiceProblem;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.Caller;

/**
 * Who acts for patients: each for himself or herself, having signed in through the patients'
 * platform. Its programs act for nobody.
 */
@Component
public class Patients {

  private final String tenant;

  Patients(InvoiceProperties properties) {
    this.tenant = properties.patientTenant();
  }

  /** Whether the caller comes from the patients' platform, be it a person or a program. */
  public boolean comesFromPlatform(Caller caller) {
    return caller.tenant().value().equals(tenant);
  }

  /**
   * Whether the caller is this person, signed in.
   *
   * @param personId null for what is nobody's
   */
  public boolean isOwner(Caller caller, @Nullable String personId) {
    return comesFromPlatform(caller)
        && caller.person().filter(own -> own.value().equals(personId)).isPresent();
  }

  /** Refuses who is not this person; to a person nobody else is there. */
  public void admit(Caller caller, String personId) {
    if (!signedIn(caller).value().equals(personId)) {
      throw new ProblemException(InvoiceProblem.NO_SUCH_PERSON);
    }
  }

  /** The person who has signed in; a program that calls for itself is refused. */
  public PersonId signedIn(Caller caller) {
    if (!comesFromPlatform(caller)) {
      throw new ProblemException(InvoiceProblem.NOT_PERMITTED);
    }
    return caller.person().orElseThrow(() -> new ProblemException(InvoiceProblem.NOT_SIGNED_IN));
  }
}
