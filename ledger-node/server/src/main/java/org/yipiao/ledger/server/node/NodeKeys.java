package org.yipiao.ledger.server.node;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.yipiao.ledger.protocol.checkpoint.Cosigner;
import org.yipiao.ledger.protocol.checkpoint.LogSigner;
import org.yipiao.ledger.protocol.checkpoint.PostQuantumCosigner;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.MlDsaKeys;
import org.yipiao.ledger.server.cosigning.SigningKeys;

/**
 * The keys with which a validator speaks for its log and cosigns, those in use and those that are
 * to follow them. Which of them counts is said by who validates at a size.
 */
public final class NodeKeys implements SigningKeys {

  private static final String NEXT = "-next";

  @SuppressWarnings("ArrayRecordComponent") // a raw public key; compared by its bytes
  private record Pair(byte[] raw, PrivateKey secret) {}

  private final List<Pair> log;
  private final List<Pair> cosigning;
  private final List<Pair> postQuantum;

  private NodeKeys(List<Pair> log, List<Pair> cosigning, List<Pair> postQuantum) {
    this.log = log;
    this.cosigning = cosigning;
    this.postQuantum = postQuantum;
  }

  /**
   * Reads {@code log.p12}, {@code cosign.p12} and, where it is there, {@code
   * cosign-post-quantum.p12}, and of each the one that is to follow, such as {@code
   * cosign-next.p12}.
   */
  public static NodeKeys load(Path directory) throws IOException {
    return new NodeKeys(
        pairs(directory, "log", Ed25519Keys::raw),
        pairs(directory, "cosign", Ed25519Keys::raw),
        pairs(directory, "cosign-post-quantum", MlDsaKeys::raw));
  }

  private static List<Pair> pairs(Path directory, String name, Function<PublicKey, byte[]> raw)
      throws IOException {
    List<Pair> pairs = new ArrayList<>();
    for (String file : List.of(name, name + NEXT)) {
      Path path = directory.resolve(file + ".p12");
      if (Files.exists(path)) {
        var entry = KeyFiles.load(path);
        pairs.add(new Pair(raw.apply(entry.certificate().getPublicKey()), entry.privateKey()));
      }
    }
    return pairs;
  }

  @Override
  public Optional<LogSigner> log(Vkey named) {
    return find(log, raw -> Vkey.log(named.name(), raw), named)
        .map(secret -> new LogSigner(named, Ed25519Keys.signer(secret)));
  }

  @Override
  public Optional<Cosigner> cosigner(Vkey named) {
    return find(cosigning, raw -> Vkey.cosigner(named.name(), raw), named)
        .map(secret -> new Cosigner(named, Ed25519Keys.signer(secret)));
  }

  @Override
  public Optional<PostQuantumCosigner> postQuantum(Vkey named) {
    return find(postQuantum, raw -> Vkey.postQuantumCosigner(named.name(), raw), named)
        .map(secret -> new PostQuantumCosigner(named, MlDsaKeys.signer(secret)));
  }

  private static Optional<PrivateKey> find(
      List<Pair> pairs, Function<byte[], Vkey> vkey, Vkey named) {
    return pairs.stream()
        .filter(pair -> vkey.apply(pair.raw()).equals(named))
        .map(Pair::secret)
        .findFirst();
  }

  /**
   * Checks that they are those of a validator.
   *
   * @throws IllegalArgumentException when the key for the log, for cosigning or, where it has one,
   *     for archives is not here
   */
  void require(GenesisValidator validator, int member) {
    Vkey archives = validator.postQuantumKey();
    if (log(validator.logKey()).isEmpty()
        || cosigner(validator.cosigningKey()).isEmpty()
        || (archives != null && postQuantum(archives).isEmpty())) {
      throw new IllegalArgumentException(
          "the keys of this node are not those of member " + member + " on the ledger");
    }
  }
}
