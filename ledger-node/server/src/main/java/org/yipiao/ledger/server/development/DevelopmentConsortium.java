package org.yipiao.ledger.server.development;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/**
 * Founds a consortium of the {@link DevelopmentMember}s on one machine, with fresh keys. Layout:
 *
 * <pre>
 * genesis.json                       the ledger's genesis file
 * consortium.json                    the trust root for verifiers
 * issuer-root.pem                    the root certificate of hospitals' document certificates
 * members/&lt;name&gt;/transaction.p12     P-256, or SM2 in suite GM, signs transactions
 * members/&lt;name&gt;/document.p12        the same with certificate chain, signs documents (hospitals)
 * members/&lt;name&gt;/log.p12             Ed25519, the log's signature (validators)
 * members/&lt;name&gt;/cosign.p12          Ed25519, cosignatures (validators)
 * members/&lt;name&gt;/cosign-post-quantum.p12  ML-DSA-44, where chosen (validators)
 * members/&lt;name&gt;/engine.p12          the ordering engine's identity (validators)
 * </pre>
 *
 * Beside each {@code x.p12} lies {@code x.password}, readable by its owner alone; {@link
 * KeyFiles#load(Path)} reads the pair. The issuer root's private key is thrown away. In an {@code
 * engine.p12} there are two keys, read by {@link EngineIdentity#load}.
 *
 * <p>Everything is made in a folder beside the target, which gets its name at the very end: a
 * target that exists is complete.
 */
public final class DevelopmentConsortium {

  /** The genesis file. */
  public static final String GENESIS = "genesis.json";

  /** The trust root. */
  public static final String TRUST_ROOT = "consortium.json";

  /** The certificate to which documents' certificates chain. */
  public static final String ISSUER_ROOT = "issuer-root.pem";

  private static final String INTL = "INTL";
  private static final int FIRST_CONTRACT = 1;
  private static final int LATEST_CONTRACT = 2;

  private final Path directory;

  /** Names the files of a consortium that was founded in a directory. */
  public DevelopmentConsortium(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  public Path directory() {
    return directory;
  }

  public Path genesisFile() {
    return directory.resolve(GENESIS);
  }

  public Path trustFile() {
    return directory.resolve(TRUST_ROOT);
  }

  /** The folder of a member's keys. */
  public Path keys(DevelopmentMember member) {
    return directory.resolve("members").resolve(member.tenant());
  }

  public Path transactionKey(DevelopmentMember member) {
    return keys(member).resolve("transaction.p12");
  }

  public Path documentKey(DevelopmentMember member) {
    return keys(member).resolve("document.p12");
  }

  /** Reads the genesis file. */
  public Genesis genesis() throws IOException {
    return Genesis.decode(Files.readAllBytes(genesisFile()));
  }

  /** Reads the trust root. */
  public TrustRoot trust() throws IOException {
    return TrustRoot.parse(Files.readAllBytes(trustFile()));
  }

  /**
   * Founds a consortium.
   *
   * @param target must not exist
   * @param host where all validators' engines listen
   * @param gossipPorts one for each validator, in the order of their numbers
   * @throws FileAlreadyExistsException when the target exists
   */
  public static DevelopmentConsortium found(
      Path target, String host, List<Integer> gossipPorts, Instant now) throws IOException {
    return found(target, host, gossipPorts, now, Choices.FIRST);
  }

  /** The same with choices that can be made at the founding alone. */
  public static DevelopmentConsortium found(
      Path target, String host, List<Integer> gossipPorts, Instant now, Choices choices)
      throws IOException {
    Path absolute = target.toAbsolutePath().normalize();
    if (Files.exists(absolute)) {
      throw new FileAlreadyExistsException(absolute.toString());
    }
    Files.createDirectories(absolute.getParent());
    Path half = Files.createTempDirectory(absolute.getParent(), ".founding-");
    new Founding(new DevelopmentConsortium(half), now.truncatedTo(ChronoUnit.SECONDS), choices)
        .write(host, gossipPorts);
    Files.move(half, absolute, StandardCopyOption.ATOMIC_MOVE);
    return new DevelopmentConsortium(absolute);
  }

  /**
   * What is chosen once for ever.
   *
   * @param suite {@code INTL} or {@code GM}
   * @param postQuantum the validators that get an ML-DSA-44 key, by their numbers
   * @param contractVersion the contract's version from block 0 on
   */
  public record Choices(String suite, Set<Integer> postQuantum, int contractVersion) {

    /** As in the beginning: the contract's first version, and nobody has a post-quantum key. */
    public static final Choices FIRST = new Choices(INTL, Set.of());

    /** As a platform is founded: the map's root in every header, and post-quantum keys. */
    public static final Choices LATEST =
        new Choices(INTL, withPostQuantumKeys().postQuantum(), LATEST_CONTRACT);

    /** The same with the contract's first version. */
    public Choices(String suite, Set<Integer> postQuantum) {
      this(suite, postQuantum, FIRST_CONTRACT);
    }

    public Choices {
      postQuantum = Set.copyOf(postQuantum);
    }

    /** Every validator has a post-quantum key. */
    public static Choices withPostQuantumKeys() {
      return new Choices(
          INTL,
          Arrays.stream(DevelopmentMember.values())
              .filter(DevelopmentMember::validator)
              .map(member -> member.number().value())
              .collect(Collectors.toSet()));
    }
  }

  /**
   * Founds a consortium from the command line: {@code --out DIR [--host 127.0.0.1] --gossip-ports
   * a,b,c,d [--suite INTL|GM] [--post-quantum true|false] [--contract 1|2]}.
   */
  public static void main(String[] arguments) throws IOException {
    Path out = null;
    String host = "127.0.0.1";
    List<Integer> ports = List.of();
    Choices choices = Choices.FIRST;
    for (int i = 0; i < arguments.length; i += 2) {
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("no value for " + arguments[i]);
      }
      String value = arguments[i + 1];
      switch (arguments[i]) {
        case "--out" -> out = Path.of(value);
        case "--host" -> host = value;
        case "--gossip-ports" ->
            ports = Arrays.stream(value.split(",", -1)).map(Integer::valueOf).toList();
        case "--suite" ->
            choices = new Choices(value, choices.postQuantum(), choices.contractVersion());
        case "--post-quantum" ->
            choices =
                Boolean.parseBoolean(value)
                    ? new Choices(
                        choices.suite(),
                        Choices.withPostQuantumKeys().postQuantum(),
                        choices.contractVersion())
                    : choices;
        case "--contract" ->
            choices = new Choices(choices.suite(), choices.postQuantum(), Integer.parseInt(value));
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    if (out == null) {
      throw new IllegalArgumentException("--out DIR --gossip-ports a,b,c,d");
    }
    var consortium = found(out, host, ports, Instant.now(), choices);
    System.out.println(consortium.directory());
  }
}
