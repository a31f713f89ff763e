package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.yipiao.ledger.protocol.suite.KeyFiles;

/**
 * The folder of one member's keys.
 *
 * @param name the member's, which certificates of its keys carry
 */
record KeyFolder(Path directory, String name) {

  /** Writes a key that is not there yet. */
  void store(String file, KeyPair keys, String purpose) throws IOException {
    var random = new SecureRandom();
    String subject = "O=" + name + ",CN=" + name + " " + purpose;
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    KeyFiles.store(
        directory.resolve(file), KeyFiles.selfSigned(keys, subject, now, random), random);
  }

  /** The public half of a key that is there. */
  PublicKey publicKey(String file) throws IOException {
    return KeyFiles.load(directory.resolve(file)).certificate().getPublicKey();
  }
}
