package org.yipiao.ledger.server.development;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * The keys of a validator that wants to join a running ledger, in the same files as those of a
 * founder.
 *
 * @param validator what the others have to agree to
 * @param transactionKey the public key for its transactions
 */
public record NewValidator(GenesisValidator validator, PublicKey transactionKey) {

  /**
   * Makes them.
   *
   * @param directory gets {@code transaction.p12}, {@code log.p12}, {@code cosign.p12} and {@code
   *     engine.p12}
   * @param number that no member has
   * @param name the member's name
   * @param host where its engine is to listen
   */
  public static NewValidator create(
      Path directory, Genesis genesis, int number, String name, String host, int gossipPort)
      throws IOException {
    Files.createDirectories(directory);
    var random = new SecureRandom();
    var keys = new Keys(directory, name, Instant.now().truncatedTo(ChronoUnit.SECONDS), random);
    KeyPair transaction = genesis.signatureSuite(random).generate(random);
    keys.store("transaction.p12", transaction, "transactions");
    KeyPair log = KeyFiles.generateEd25519(random);
    keys.store("log.p12", log, "log");
    KeyPair cosigning = KeyFiles.generateEd25519(random);
    keys.store("cosign.p12", cosigning, "cosignatures");
    var validator =
        new GenesisValidator(
            Vkey.log(genesis.origin(), Ed25519Keys.raw(log.getPublic())),
            Vkey.cosigner(genesis.origin() + "/" + name, Ed25519Keys.raw(cosigning.getPublic())),
            IssuerRoot.certificate(keys.engine("engine.p12", number)),
            host,
            gossipPort);
    return new NewValidator(validator, transaction.getPublic());
  }

  /**
   * A new key for cosigning that is to follow the present one, in {@code cosign-next.p12}.
   *
   * @return its text, as operation 33 has it
   */
  public static Vkey nextCosigningKey(Path directory, Vkey present, String name)
      throws IOException {
    var random = new SecureRandom();
    var keys = new Keys(directory, name, Instant.now().truncatedTo(ChronoUnit.SECONDS), random);
    KeyPair next = KeyFiles.generateEd25519(random);
    keys.store("cosign-next.p12", next, "cosignatures");
    return Vkey.cosigner(present.name(), Ed25519Keys.raw(next.getPublic()));
  }

  /**
   * A new identity for the engine that is to follow the present one, in {@code engine-next.p12}.
   *
   * @return its certificate's DER bytes, as operation 33 has them
   */
  public static byte[] nextEngine(Path directory, int number) throws IOException {
    var random = new SecureRandom();
    return new Keys(directory, "", Instant.EPOCH, random).engine("engine-next.p12", number);
  }

  private record Keys(Path directory, String name, Instant now, SecureRandom random) {

    void store(String file, KeyPair keys, String purpose) throws IOException {
      String subject = "O=" + name + ",CN=" + name + " " + purpose;
      KeyFiles.store(
          directory.resolve(file), KeyFiles.selfSigned(keys, subject, now, random), random);
    }

    byte[] engine(String file, int number) throws IOException {
      var identity = EngineIdentity.generate(number);
      byte[] secret = new byte[24];
      random.nextBytes(secret);
      String password = HexFormat.of().formatHex(secret);
      Path path = directory.resolve(file);
      OwnerOnlyFile.write(KeyFiles.passwordFile(path), password);
      identity.store(path, password.toCharArray());
      return identity.certificateDer();
    }
  }
}
