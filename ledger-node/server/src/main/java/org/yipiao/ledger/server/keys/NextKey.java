package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * The next key of one purpose, made beside the present one under its name with {@code -next}.
 *
 * @param number the member's
 * @param name the member's
 * @param purpose what it is for
 */
record NextKey(Path directory, Genesis genesis, int number, String name, KeyPurpose purpose) {

  private static final String NEXT = "-next";

  /** Writes a key into its files. */
  @FunctionalInterface
  interface Storing {
    void store() throws IOException;
  }

  /**
   * A key that is in no file yet.
   *
   * @param change what the others have to agree to
   */
  record Made(RotateKey.Change change, Storing storing) {}

  /** A key as it is rotated, and how it is stored. */
  @SuppressWarnings("ArrayRecordComponent") // read once, compared nowhere
  private record Fresh(byte[] key, Storing storing) {}

  /**
   * Makes it.
   *
   * @throws IOException when the present key is not there, or a next one is
   * @throws IllegalArgumentException when the present key is another member's
   */
  Made make() throws IOException {
    if (Files.exists(file(NEXT))) {
      throw new FileAlreadyExistsException(
          file(NEXT).toString(),
          null,
          "use the draft that was made with it; or, unless that was approved, remove it and "
              + KeyFiles.passwordFile(file(NEXT)).getFileName()
              + " to begin anew");
    }
    // Of the key for archives it may be the first one.
    boolean first = purpose == KeyPurpose.POST_QUANTUM_COSIGNING && !Files.exists(file(""));
    if (!first) {
      requireOurs();
    }
    Digest present = first ? Digest.ZERO : Digest.sha256(key(""));
    Fresh next = fresh();
    return new Made(
        new RotateKey.Change(number, purpose.number(), present, next.key()), next.storing());
  }

  /** Whether the next key that is in its files is the one of a change. */
  boolean isOf(RotateKey.Change change) throws IOException {
    return change.member() == number
        && change.purpose() == purpose.number()
        && Files.exists(file(NEXT))
        && Arrays.equals(change.newKey(), key(NEXT));
  }

  /** A draft of one member out of another's key is refused by the ledger, once all have agreed. */
  private void requireOurs() throws IOException {
    for (GenesisMember other : genesis.members()) {
      if (other.number().value() != number && holds(other)) {
        throw new IllegalArgumentException(
            "--keys: the present key is of member %d, %s, not of member %d"
                .formatted(other.number().value(), other.name(), number));
      }
    }
  }

  /** Whether the present key is one that the genesis file gives to a member. */
  private boolean holds(GenesisMember member) throws IOException {
    byte[] present = new NextKey(directory, genesis, number, member.name(), purpose).key("");
    GenesisValidator validator = member.validator();
    return purpose == KeyPurpose.TRANSACTION
        ? member.transactionKeys().stream()
            .anyMatch(key -> Arrays.equals(key.getEncoded(), present))
        : validator != null && Arrays.equals(validator.key(purpose), present);
  }

  private Fresh fresh() {
    var random = new SecureRandom();
    return switch (purpose) {
      case TRANSACTION -> fresh(genesis.signatureSuite(random).generate(random));
      case LOG, COSIGNING -> fresh(KeyFiles.generateEd25519(random));
      case POST_QUANTUM_COSIGNING -> fresh(MlDsaKeys.generate(random));
      case ENGINE -> {
        var identity = EngineIdentity.generate(number);
        yield new Fresh(identity.certificateDer(), () -> EngineKeyFile.store(file(NEXT), identity));
      }
    };
  }

  private Fresh fresh(KeyPair next) {
    return new Fresh(
        encoding(next.getPublic()),
        () -> folder().store(file(NEXT).getFileName().toString(), next, about()));
  }

  /** A key that is in its files, as it is rotated. */
  private byte[] key(String which) throws IOException {
    return purpose == KeyPurpose.ENGINE
        ? EngineKeyFile.certificate(file(which))
        : encoding(folder().publicKey(file(which).getFileName().toString()));
  }

  private byte[] encoding(PublicKey key) {
    String cosigner = NewValidator.cosignerName(genesis, name);
    return switch (purpose) {
      case TRANSACTION -> key.getEncoded();
      case LOG -> ascii(Vkey.log(genesis.origin(), Ed25519Keys.raw(key)));
      case COSIGNING -> ascii(Vkey.cosigner(cosigner, Ed25519Keys.raw(key)));
      case POST_QUANTUM_COSIGNING -> ascii(Vkey.postQuantumCosigner(cosigner, MlDsaKeys.raw(key)));
      case ENGINE -> throw new IllegalArgumentException("an engine has a certificate");
    };
  }

  private Path file(String which) {
    String stem =
        switch (purpose) {
          case TRANSACTION -> "transaction";
          case LOG -> "log";
          case COSIGNING -> "cosign";
          case ENGINE -> "engine";
          case POST_QUANTUM_COSIGNING -> "cosign-post-quantum";
        };
    return directory.resolve(stem + which + ".p12");
  }

  private String about() {
    return switch (purpose) {
      case TRANSACTION -> "transactions";
      case LOG -> "log";
      case COSIGNING -> "cosignatures";
      case ENGINE -> "engine";
      case POST_QUANTUM_COSIGNING -> "post-quantum cosignatures";
    };
  }

  private KeyFolder folder() {
    return new KeyFolder(directory, name);
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }
}
