package org.yipiao.authorization.signin;

/**
 * A phone as it is remembered.
 *
 * @param tag of the number, under the server's secret
 * @param mainland whether it is one of mainland China, whose owner is written to in Chinese
 */
record TaggedPhone(String tag, boolean mainland) {

  static TaggedPhone of(SignInKey key, PhoneNumber phone) {
    return new TaggedPhone(key.tag(phone), phone.isMainland());
  }
}
