package org.yipiao.authorization.signin;

/** The browsers that have signed somebody in. */
public interface KnownBrowsers {

  /** All of the phones that somebody has signed in with are strange ones from now on. */
  void forgetAllOf(Subject subject);
}
