package org.yipiao.bff.session;

/**
 * A kind of people who sign in, with the paths and cookies of their own: patients at the root, the
 * payers' staff below {@code /payers}.
 *
 * @param name in the names of keys
 * @param base what all its paths begin with; empty, or {@code /payers}
 * @param sessionCookie without the prefix that it has over TLS
 * @param attemptCookie holds a sign-in that is under way
 * @param scope what its tokens are asked for, as one text
 */
public record Realm(
    String name, String base, String sessionCookie, String attemptCookie, String scope) {

  /** Patients. */
  public static final Realm PATIENTS =
      new Realm(
          "patients",
          "",
          "yipiao_session",
          "yipiao_attempt",
          "openid claims.submit claims.read invoices.read.person consents.write invoices.link");

  /** The payers' staff. */
  public static final Realm PAYERS =
      new Realm(
          "payers",
          "/payers",
          "yipiao_payer",
          "yipiao_payer_attempt",
          "openid claims.read claims.decide");

  /** Where a session's cookie is sent. */
  String cookiePath() {
    return base.isEmpty() ? "/" : base;
  }

  /** Where the cookie of a sign-in is sent. */
  String loginPath() {
    return base + "/login";
  }

  String callbackPath() {
    return loginPath() + "/callback";
  }

  /** The page to which a sign-in leads. */
  String home() {
    return base.isEmpty() ? "/" : base;
  }

  /** Where calls of this realm's page go to. */
  String apiPath() {
    return base + "/api/";
  }

  String signInPath() {
    return apiPath() + "sign-in";
  }

  String sessionPath() {
    return apiPath() + "session";
  }
}
