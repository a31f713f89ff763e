package org.yipiao.authorization.signin;

/** What the sign-in has to know of the clients that people sign in for. */
@FunctionalInterface
public interface SignInClients {

  /** Whom the client signs in; nobody, if there is no such client. */
  SignsIn kindOf(String clientId);
}
