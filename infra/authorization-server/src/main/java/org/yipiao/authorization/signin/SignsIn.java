package org.yipiao.authorization.signin;

/** Whom a client signs in. */
public enum SignsIn {
  /** It acts for its organisation. */
  NOBODY,
  /** Persons of the register, by the document that their phone is registered with. */
  PATIENTS,
  /** People who work for payers, by the staff file. */
  STAFF
}
