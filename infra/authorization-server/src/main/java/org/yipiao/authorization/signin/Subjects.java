package org.yipiao.authorization.signin;

import java.util.Optional;
import java.util.function.Function;
import org.yipiao.platform.id.StaffId;

/** Whose a phone is, among those that a client signs in. */
final class Subjects {

  private final RealNameDirectory identities;
  private final PersonDirectory persons;
  private final StaffDirectory staff;

  Subjects(RealNameDirectory identities, PersonDirectory persons, StaffDirectory staff) {
    this.identities = identities;
    this.persons = persons;
    this.staff = staff;
  }

  /**
   * @param kind among whom it is looked for
   * @throws RuntimeException when a directory does not say
   */
  Optional<Subject> find(SignsIn kind, PhoneNumber phone) {
    return find(kind, phone, staff::find);
  }

  /**
   * Whose a phone is that has sent a message to sign in: nobody's who decides about other people's
   * money, for one message that they were talked into would be enough for that.
   *
   * @throws RuntimeException when a directory does not say
   */
  Optional<Subject> findByOwnMessage(SignsIn kind, PhoneNumber phone) {
    return find(kind, phone, staff::findReader);
  }

  private Optional<Subject> find(
      SignsIn kind, PhoneNumber phone, Function<PhoneNumber, Optional<StaffId>> employee) {
    return switch (kind) {
      case NOBODY -> Optional.empty();
      case PATIENTS ->
          identities
              .find(phone)
              .map(document ->
                  new Subject.Patient(
                      persons.personOf(document.documentType(), document.documentNumber())));
      case STAFF -> employee.apply(phone).map(Subject.Employee::new);
    };
  }
}
