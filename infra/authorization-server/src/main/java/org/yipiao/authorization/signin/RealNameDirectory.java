package org.yipiao.authorization.signin;

import java.util.Optional;

/** Who registered a phone, as operators know it: numbers are given out against a document. */
public interface RealNameDirectory {

  /**
   * @throws RuntimeException when the directory does not say
   */
  Optional<NationalIdentity> find(PhoneNumber phone);
}
