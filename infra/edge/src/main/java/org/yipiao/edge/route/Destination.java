package org.yipiao.edge.route;

/** Servers behind the door, by what they are. */
enum Destination {
  BFF(true),
  AUTHORIZATION(true),
  INVOICES(false),
  CLAIMS(false),
  /** The gateway of the hospital that the path names. */
  HOSPITAL(false);

  private final boolean takesCookies;

  Destination(boolean takesCookies) {
    this.takesCookies = takesCookies;
  }

  /** Whether it has sessions of browsers; none of the others sees anybody's cookie. */
  boolean takesCookies() {
    return takesCookies;
  }
}
