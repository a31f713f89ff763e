package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.yipiao.ledger.protocol.suite.KeyFilePair;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * The file with an engine's identity, and beside it the file with its password, both readable by
 * their owner alone.
 */
public final class EngineKeyFile {

  private EngineKeyFile() {}

  /**
   * Makes a new identity.
   *
   * @return its certificate's DER bytes
   * @throws java.nio.file.FileAlreadyExistsException when either file is there
   */
  public static byte[] make(Path file, int member) throws IOException {
    var identity = EngineIdentity.generate(member);
    store(file, identity);
    return identity.certificateDer();
  }

  /** Writes an identity under a new password; both files are on the disk when this returns. */
  static void store(Path file, EngineIdentity identity) throws IOException {
    new KeyFilePair(file).create(identity::store, new SecureRandom());
  }

  /** The certificate's DER bytes of an identity that is there. */
  static byte[] certificate(Path file) throws IOException {
    String password = Files.readString(KeyFiles.passwordFile(file), StandardCharsets.US_ASCII);
    return EngineIdentity.load(file, password.strip().toCharArray()).certificateDer();
  }
}
