package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;

/**
 * The keys with which a validator speaks for its log and cosigns.
 *
 * @param log signs checkpoints as the log
 * @param cosigner cosigns them
 * @param postQuantum cosigns them for archives; absent where the genesis names no such key
 */
public record NodeKeys(
    LogSigner log, Cosigner cosigner, @Nullable PostQuantumCosigner postQuantum) {

  /**
   * Reads {@code log.p12}, {@code cosign.p12} and, where the genesis names a post-quantum key,
   * {@code cosign-post-quantum.p12}, and checks them against the genesis.
   *
   * @throws IllegalArgumentException when a key is not the one that the genesis names
   */
  public static NodeKeys load(Path directory, Genesis genesis, int member) throws IOException {
    GenesisValidator validator = validator(genesis, member);
    var log = KeyFiles.load(directory.resolve("log.p12"));
    var cosigning = KeyFiles.load(directory.resolve("cosign.p12"));
    Vkey logKey = Vkey.log(genesis.origin(), Ed25519Keys.raw(log.certificate().getPublicKey()));
    Vkey cosigningKey =
        Vkey.cosigner(
            validator.cosigningKey().name(),
            Ed25519Keys.raw(cosigning.certificate().getPublicKey()));
    if (!logKey.equals(validator.logKey()) || !cosigningKey.equals(validator.cosigningKey())) {
      throw otherKeys(directory, member);
    }
    return new NodeKeys(
        new LogSigner(logKey, Ed25519Keys.signer(log.privateKey())),
        new Cosigner(cosigningKey, Ed25519Keys.signer(cosigning.privateKey())),
        postQuantum(directory, validator, member));
  }

  private static @Nullable PostQuantumCosigner postQuantum(
      Path directory, GenesisValidator validator, int member) throws IOException {
    Vkey named = validator.postQuantumKey();
    if (named == null) {
      return null;
    }
    var entry = KeyFiles.load(directory.resolve("cosign-post-quantum.p12"));
    Vkey key =
        Vkey.postQuantumCosigner(named.name(), MlDsaKeys.raw(entry.certificate().getPublicKey()));
    if (!key.equals(named)) {
      throw otherKeys(directory, member);
    }
    return new PostQuantumCosigner(key, MlDsaKeys.signer(entry.privateKey()));
  }

  private static IllegalArgumentException otherKeys(Path directory, int member) {
    return new IllegalArgumentException(
        "the keys in " + directory + " are not those of member " + member + " in the genesis");
  }

  static GenesisValidator validator(Genesis genesis, int member) {
    return genesis.validators().entrySet().stream()
        .filter(entry -> entry.getKey().number().value() == member)
        .map(entry -> entry.getValue())
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("member " + member + " is not a validator"));
  }
}
