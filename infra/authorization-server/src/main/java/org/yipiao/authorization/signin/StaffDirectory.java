package org.yipiao.authorization.signin;

import java.util.Optional;
import org.yipiao.platform.id.StaffId;

/** Who of the payers' people has a phone. */
public interface StaffDirectory {

  /**
   * @throws RuntimeException when the directory does not say
   */
  Optional<StaffId> find(PhoneNumber phone);

  /**
   * Only those who decide nothing.
   *
   * @throws RuntimeException when the directory does not say
   */
  Optional<StaffId> findReader(PhoneNumber phone);
}
