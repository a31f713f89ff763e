package org.yipiao.authorization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.yipiao.authorization.signin.SignInKey;

/** The secret of sign-ins in hexadecimal, in a file that its owner alone may read. */
final class SignInKeyFile {

  private static final String NAME = "sign-in-key";

  private SignInKeyFile() {}

  /**
   * Reads the secret; makes it if there is none.
   *
   * @throws IllegalStateException when the file holds something else
   */
  static SignInKey in(Path directory) {
    var file = directory.resolve(NAME);
    try {
      if (!Files.exists(file)) {
        var secret = new byte[SignInKey.BYTES];
        new SecureRandom().nextBytes(secret);
        OwnerOnlyFile.write(file, HexFormat.of().formatHex(secret));
      }
      return new SignInKey(HexFormat.of().parseHex(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the secret of sign-ins in " + directory, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalStateException(file + " holds no secret of 32 bytes", e);
    }
  }
}
