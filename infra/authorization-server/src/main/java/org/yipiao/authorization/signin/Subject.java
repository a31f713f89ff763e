package org.yipiao.authorization.signin;

import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.StaffId;

/**
 * Who has signed in: for a client of patients a person, for one of payers' staff one of these. The
 * same human is one or the other, by the client that is signed in for. Written as the id alone, for
 * the two have no form in common.
 */
public sealed interface Subject {

  /** A person of the register. */
  record Patient(PersonId id) implements Subject {
    @Override
    public String text() {
      return id.value();
    }
  }

  /** Somebody who works for a payer. */
  record Employee(StaffId id) implements Subject {
    @Override
    public String text() {
      return id.value();
    }
  }

  /** The {@code sub} of tokens. */
  String text();

  /**
   * What {@link #text} has written.
   *
   * @throws IllegalArgumentException when it is neither's id
   */
  static Subject parse(String text) {
    return text.length() == PERSON_LENGTH
        ? new Patient(new PersonId(text))
        : new Employee(new StaffId(text));
  }

  /** Longer than any staff id. */
  int PERSON_LENGTH = 64;
}
