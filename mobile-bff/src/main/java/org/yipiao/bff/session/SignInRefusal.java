package org.yipiao.bff.session;

/** Why a sign-in did not end with a session; the page shows a text for each name. */
enum SignInRefusal {
  /** The person or the authorization server said no. */
  ACCESS_DENIED,
  /** This browser has begun no sign-in, or too long ago. */
  ATTEMPT_EXPIRED,
  /** The answer is not the one to this browser's sign-in, or does not hold. */
  SIGN_IN_FAILED,
  TEMPORARILY_UNAVAILABLE
}
