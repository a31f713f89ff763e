package org.yipiao.ledger.protocol.genesis;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.ledger.protocol.wire.JsonText;

/**
 * The file from which a ledger starts, the same in every byte at every member: canonical JSON,
 * whose SHA-256 is the ledger's id and stands in leaf 0.
 *
 * @param origin the log's name, such as {@code yipiao.invalid/dev/0a1b2c3d}
 * @param time the ledger's first consensus time, to the second
 * @param suite {@code INTL} or {@code GM}
 * @param contractVersion the contract's version from block 0 on
 * @param limits that all validators apply
 * @param members in ascending order of their numbers
 */
public record Genesis(
    String origin,
    Instant time,
    String suite,
    int contractVersion,
    GenesisLimits limits,
    List<GenesisMember> members) {

  /** The value of the file's member {@code format} while no validator has a post-quantum key. */
  public static final String FORMAT = "yipiao-genesis-1";

  /** Its value as soon as one has. */
  public static final String FORMAT_WITH_POST_QUANTUM_KEYS = "yipiao-genesis-2";

  public Genesis {
    members = List.copyOf(members);
    if (time.getNano() != 0 || time.getEpochSecond() < 1) {
      throw new FormatException("the genesis time is given to the second");
    }
    if (contractVersion < 1) {
      throw new FormatException("contract versions start at 1");
    }
    SignatureSuite.named(suite, new SecureRandom());
    checkMembers(origin, members);
  }

  private static void checkMembers(String origin, List<GenesisMember> members) {
    Set<String> once = new HashSet<>();
    int previous = 0;
    for (GenesisMember member : members) {
      if (member.number().value() <= previous) {
        throw new FormatException("members are not in ascending order of their numbers");
      }
      previous = member.number().value();
      once(once, "name " + member.name());
      once(once, "credit code " + member.creditCode());
      member.transactionKeys().forEach(key -> once(once, "key " + Digest.sha256(key.getEncoded())));
      GenesisValidator validator = member.validator();
      if (validator != null) {
        if (!validator.logKey().name().equals(origin)) {
          throw new FormatException("a log key is named after the origin");
        }
        validator.unique().forEach(what -> once(once, what));
      }
    }
    if (members.stream().noneMatch(member -> member.validator() != null)) {
      throw new FormatException("a ledger has a validator");
    }
  }

  private static void once(Set<String> seen, String what) {
    if (!seen.add(what)) {
      throw new FormatException("twice in the genesis: " + what);
    }
  }

  /** The file's bytes. */
  public byte[] encode() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("format", format());
    json.put("origin", origin);
    json.put("time", time.toString());
    json.put("suite", suite);
    json.put("contractVersion", contractVersion);
    json.put("limits", limits.json());
    json.put("members", members.stream().map(GenesisMember::json).toList());
    return JsonText.write(json);
  }

  /**
   * Reads a genesis file.
   *
   * @throws FormatException unless the bytes are exactly what {@link #encode} gives
   */
  public static Genesis decode(byte[] file) {
    JsonObject in = JsonObject.parse(file);
    String format = in.text("format");
    if (!format.equals(FORMAT) && !format.equals(FORMAT_WITH_POST_QUANTUM_KEYS)) {
      throw new FormatException(
          "$.format is neither " + FORMAT + " nor " + FORMAT_WITH_POST_QUANTUM_KEYS);
    }
    String suiteName = in.text("suite");
    SignatureSuite suite = SignatureSuite.named(suiteName, new SecureRandom());
    var genesis =
        new Genesis(
            in.text("origin"),
            time(in.text("time")),
            suiteName,
            in.int32("contractVersion", 1, Integer.MAX_VALUE),
            GenesisLimits.read(in.object("limits")),
            in.objects("members", member -> GenesisMember.read(member, suite)));
    in.end();
    if (!Arrays.equals(genesis.encode(), file)) {
      throw new FormatException("the genesis file is not in its one spelling");
    }
    return genesis;
  }

  private String format() {
    return validators().values().stream().allMatch(one -> one.postQuantumKey() == null)
        ? FORMAT
        : FORMAT_WITH_POST_QUANTUM_KEYS;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new FormatException("$.time is not an instant", e);
    }
  }

  /** SHA-256 of the file: the ledger's id. */
  public Digest ledgerId() {
    return Digest.sha256(encode());
  }

  public long timeNanos() {
    return EpochNanos.of(time);
  }

  public Optional<GenesisMember> member(int number) {
    return members.stream().filter(member -> member.number().value() == number).findFirst();
  }

  /** The members that run a node, in ascending order of their numbers. */
  public Map<GenesisMember, GenesisValidator> validators() {
    Map<GenesisMember, GenesisValidator> validators = new LinkedHashMap<>();
    for (GenesisMember member : members) {
      GenesisValidator validator = member.validator();
      if (validator != null) {
        validators.put(member, validator);
      }
    }
    return validators;
  }

  /** The quorum of n validators: ⌊2n/3⌋ + 1. */
  public int quorum() {
    return quorum(validators().size());
  }

  /** ⌊2n/3⌋ + 1. */
  public static int quorum(int validators) {
    return Math.toIntExact(2L * validators / 3) + 1;
  }

  /** The digest of its validators in block headers, see {@link Roster#firstEpochDigest}. */
  public Digest rosterDigest() {
    return Roster.of(this).firstEpochDigest();
  }

  /**
   * Reads a key for transactions of the ledger's suite.
   *
   * @throws FormatException unless it is the one encoding of one
   */
  public PublicKey publicKey(byte[] subjectPublicKeyInfo) {
    return signatureSuite(new SecureRandom()).publicKey(subjectPublicKeyInfo);
  }

  /** Whether the bytes are the one encoding of a key for transactions of the ledger's suite. */
  public boolean isPublicKey(byte[] subjectPublicKeyInfo) {
    try {
      return publicKey(subjectPublicKeyInfo).getEncoded().length > 0;
    } catch (FormatException e) {
      return false;
    }
  }

  /** The suite for verifying and signing. */
  public SignatureSuite signatureSuite(SecureRandom random) {
    return SignatureSuite.named(suite, random);
  }
}
