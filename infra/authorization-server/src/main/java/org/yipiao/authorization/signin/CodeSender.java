package org.yipiao.authorization.signin;

/** Sends text messages. */
public interface CodeSender {

  /**
   * @throws RuntimeException when it is not known to be on its way
   */
  void send(PhoneNumber phone, String text);
}
