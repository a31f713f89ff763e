package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.protocol.wire.Digest;

/**
 * The next key of one purpose, made beside the present one under its name with {@code -next}.
 *
 * @param number the member's
 * @param name the member's
 */
record NextKey(Path directory, Genesis genesis, int number, String name) {

  /**
   * Makes it.
   *
   * @return what the others have to agree to
   * @throws IOException when the present key is not there, or a next one is
   */
  RotateKey.Change make(KeyPurpose purpose) throws IOException {
    return switch (purpose) {
      case TRANSACTION -> transaction();
      case LOG -> log();
      case COSIGNING -> cosigning();
      case ENGINE -> engine();
      case POST_QUANTUM_COSIGNING -> postQuantum();
    };
  }

  private RotateKey.Change transaction() throws IOException {
    var present = folder().publicKey("transaction.p12");
    var random = new SecureRandom();
    KeyPair next = genesis.signatureSuite(random).generate(random);
    folder().store("transaction-next.p12", next, "transactions");
    return RotateKey.Change.transactionKey(number, present, next.getPublic());
  }

  private RotateKey.Change log() throws IOException {
    Vkey present = Vkey.log(genesis.origin(), Ed25519Keys.raw(folder().publicKey("log.p12")));
    KeyPair next = KeyFiles.generateEd25519(new SecureRandom());
    folder().store("log-next.p12", next, "log");
    return change(
        KeyPurpose.LOG,
        Digest.sha256(ascii(present)),
        ascii(Vkey.log(genesis.origin(), Ed25519Keys.raw(next.getPublic()))));
  }

  private RotateKey.Change cosigning() throws IOException {
    String cosigner = NewValidator.cosignerName(genesis, name);
    Vkey present = Vkey.cosigner(cosigner, Ed25519Keys.raw(folder().publicKey("cosign.p12")));
    Vkey next = NewValidator.nextCosigningKey(directory, present, name);
    return change(KeyPurpose.COSIGNING, Digest.sha256(ascii(present)), ascii(next));
  }

  private RotateKey.Change engine() throws IOException {
    byte[] present = EngineKeyFile.certificate(directory.resolve("engine.p12"));
    return change(
        KeyPurpose.ENGINE, Digest.sha256(present), NewValidator.nextEngine(directory, number));
  }

  /** It may be the first one. */
  private RotateKey.Change postQuantum() throws IOException {
    String cosigner = NewValidator.cosignerName(genesis, name);
    String file = "cosign-post-quantum.p12";
    Digest present =
        Files.exists(directory.resolve(file))
            ? Digest.sha256(
                ascii(Vkey.postQuantumCosigner(cosigner, MlDsaKeys.raw(folder().publicKey(file)))))
            : Digest.ZERO;
    KeyPair next = MlDsaKeys.generate(new SecureRandom());
    folder().store("cosign-post-quantum-next.p12", next, "post-quantum cosignatures");
    return change(
        KeyPurpose.POST_QUANTUM_COSIGNING,
        present,
        ascii(Vkey.postQuantumCosigner(cosigner, MlDsaKeys.raw(next.getPublic()))));
  }

  private RotateKey.Change change(KeyPurpose purpose, Digest present, byte[] next) {
    return new RotateKey.Change(number, purpose.number(), present, next);
  }

  private KeyFolder folder() {
    return new KeyFolder(directory, name);
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }
}
