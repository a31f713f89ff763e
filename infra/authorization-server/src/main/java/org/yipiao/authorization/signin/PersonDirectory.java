package org.yipiao.authorization.signin;

import org.yipiao.platform.id.PersonId;

/** The register's persons. */
public interface PersonDirectory {

  /**
   * @throws RuntimeException when the register does not say
   */
  PersonId personOf(String documentType, String documentNumber);
}
