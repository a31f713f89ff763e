package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.suite.Certificates;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;

/**
 * The keys of a validator that wants to join a running ledger, in the same files as those of a
 * founder.
 *
 * @param validator what the others have to agree to
 * @param transactionKey the public key for its transactions
 */
public record NewValidator(GenesisValidator validator, PublicKey transactionKey) {

  /** The file with a member's key for transactions. */
  static final String TRANSACTION = "transaction.p12";

  /** Makes them, without a key for archives. */
  public static NewValidator create(
      Path directory, Genesis genesis, int number, String name, String host, int gossipPort)
      throws IOException {
    return create(directory, genesis, number, name, host, gossipPort, false);
  }

  /**
   * Makes them.
   *
   * @param directory gets {@code transaction.p12}, {@code log.p12}, {@code cosign.p12}, {@code
   *     engine.p12} and, where it is wanted, {@code cosign-post-quantum.p12}
   * @param number that no member has
   * @param name the member's name
   * @param host where its engine is to listen
   * @param postQuantum whether it gets an ML-DSA-44 key for archives
   */
  public static NewValidator create(
      Path directory,
      Genesis genesis,
      int number,
      String name,
      String host,
      int gossipPort,
      boolean postQuantum)
      throws IOException {
    PublicKey transaction = transactionKey(directory, genesis, name);
    var random = new SecureRandom();
    var keys = new KeyFolder(directory, name);
    KeyPair log = KeyFiles.generateEd25519(random);
    keys.store("log.p12", log, "log");
    KeyPair cosigning = KeyFiles.generateEd25519(random);
    keys.store("cosign.p12", cosigning, "cosignatures");
    byte[] engine = EngineKeyFile.make(directory.resolve("engine.p12"), number);
    var validator =
        new GenesisValidator(
            Vkey.log(genesis.origin(), Ed25519Keys.raw(log.getPublic())),
            Vkey.cosigner(cosignerName(genesis, name), Ed25519Keys.raw(cosigning.getPublic())),
            postQuantum ? postQuantumKey(keys, cosignerName(genesis, name)) : null,
            certificate(engine),
            host,
            gossipPort);
    return new NewValidator(validator, transaction);
  }

  private static Vkey postQuantumKey(KeyFolder keys, String cosigner) throws IOException {
    KeyPair archives = MlDsaKeys.generate(new SecureRandom());
    keys.store("cosign-post-quantum.p12", archives, "post-quantum cosignatures");
    return Vkey.postQuantumCosigner(cosigner, MlDsaKeys.raw(archives.getPublic()));
  }

  /** Makes the key of a member that runs no node, {@code transaction.p12}. */
  static PublicKey transactionKey(Path directory, Genesis genesis, String name) throws IOException {
    Files.createDirectories(directory);
    var random = new SecureRandom();
    KeyPair transaction = genesis.signatureSuite(random).generate(random);
    new KeyFolder(directory, name).store(TRANSACTION, transaction, "transactions");
    return transaction.getPublic();
  }

  /** The name under which a validator cosigns. */
  static String cosignerName(Genesis genesis, String name) {
    return genesis.origin() + "/" + name;
  }

  /**
   * A new key for cosigning that is to follow the present one, in {@code cosign-next.p12}.
   *
   * @return its text, as operation 33 has it
   */
  public static Vkey nextCosigningKey(Path directory, Vkey present, String name)
      throws IOException {
    KeyPair next = KeyFiles.generateEd25519(new SecureRandom());
    new KeyFolder(directory, name).store("cosign-next.p12", next, "cosignatures");
    return Vkey.cosigner(present.name(), Ed25519Keys.raw(next.getPublic()));
  }

  /**
   * A new identity for the engine that is to follow the present one, in {@code engine-next.p12}.
   *
   * @return its certificate's DER bytes, as operation 33 has them
   */
  public static byte[] nextEngine(Path directory, int number) throws IOException {
    return EngineKeyFile.make(directory.resolve("engine-next.p12"), number);
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      return Certificates.readIntl(der);
    } catch (CertificateException e) {
      throw new IllegalStateException("a certificate that cannot be read", e);
    }
  }
}
