package org.yipiao.authorization.signin;

import java.util.Optional;

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
    return switch (kind) {
      case NOBODY -> Optional.empty();
      case PATIENTS ->
          identities
              .find(phone)
              .map(document ->
                  new Subject.Patient(
                      persons.personOf(document.documentType(), document.documentNumber())));
      case STAFF -> staff.find(phone).map(Subject.Employee::new);
    };
  }
}
