package org.yipiao.bff.session;

/** A realm with everything that serves it. */
record SignedInRealm(Realm realm, SessionCookies cookies, Sessions sessions, SignIn signIn) {}
