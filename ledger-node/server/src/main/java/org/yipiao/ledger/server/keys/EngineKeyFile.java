package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * The file with an engine's identity, and beside it the file with its password, both readable by
 * their owner alone.
 */
public final class EngineKeyFile {

  private static final int PASSWORD_BYTES = 24;

  private EngineKeyFile() {}

  /**
   * Makes a new identity.
   *
   * @return its certificate's DER bytes
   * @throws java.nio.file.FileAlreadyExistsException when either file is there
   */
  public static byte[] make(Path file, int member) throws IOException {
    var identity = EngineIdentity.generate(member);
    byte[] secret = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(secret);
    String password = HexFormat.of().formatHex(secret);
    OwnerOnlyFile.write(KeyFiles.passwordFile(file), password);
    identity.store(file, password.toCharArray());
    return identity.certificateDer();
  }

  /** The certificate's DER bytes of an identity that is there. */
  static byte[] certificate(Path file) throws IOException {
    String password = Files.readString(KeyFiles.passwordFile(file), StandardCharsets.US_ASCII);
    return EngineIdentity.load(file, password.strip().toCharArray()).certificateDer();
  }
}
