package org.yipiao.ledger.protocol.genesis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * The validators of one epoch, with all that others check of them. The message {@code 1 epoch
 * fixed64, 2 validators bytes (repeated)}, each {@code 1 member fixed32, 2 name string, 3 validator
 * bytes}, see {@link GenesisValidator#encode}.
 *
 * @param epoch 0 for those of the genesis file, then one more with each change
 * @param validators in ascending order of their numbers, 1 to {@value #MOST}
 */
public record Roster(long epoch, List<Entry> validators) {

  /** No ledger has more validators. */
  public static final int MOST = 32;

  private static final int MOST_NAME = 40;

  /**
   * A validator.
   *
   * @param member its number
   * @param name its member's name
   */
  public record Entry(int member, String name, GenesisValidator validator) {

    byte[] encode() {
      return new FieldWriter()
          .fixed32(1, member)
          .ascii(2, name)
          .bytes(3, validator.encode())
          .toBytes();
    }

    static Entry decode(byte[] bytes) {
      var in = new FieldReader(bytes);
      var entry =
          new Entry(
              in.fixed32(1),
              in.ascii(2, 1, MOST_NAME),
              GenesisValidator.decode(in.bytes(3, 1, GenesisValidator.MOST_BYTES)));
      in.end();
      return entry;
    }
  }

  /**
   * @throws FormatException unless the validators are in their order and nothing of theirs occurs
   *     twice
   */
  public Roster {
    validators = List.copyOf(validators);
    if (epoch < 0 || validators.isEmpty() || validators.size() > MOST) {
      throw new FormatException("epoch " + epoch + " with " + validators.size() + " validators");
    }
    Set<String> once = new HashSet<>();
    int previous = 0;
    for (Entry entry : validators) {
      if (entry.member() <= previous || !entry.name().matches(GenesisMember.NAME)) {
        throw new FormatException("validators are not in ascending order, each with a name");
      }
      previous = entry.member();
      once(once, "name " + entry.name());
      entry.validator().unique().forEach(what -> once(once, what));
    }
  }

  private static void once(Set<String> seen, String what) {
    if (!seen.add(what)) {
      throw new FormatException("twice among the validators: " + what);
    }
  }

  /** Those of the genesis file. */
  public static Roster of(Genesis genesis) {
    List<Entry> entries = new ArrayList<>();
    genesis
        .validators()
        .forEach((member, validator) ->
            entries.add(new Entry(member.number().value(), member.name(), validator)));
    return new Roster(0, entries);
  }

  /** A validator's part, by its member number. */
  public Optional<GenesisValidator> validator(int member) {
    return validators.stream()
        .filter(entry -> entry.member() == member)
        .map(Entry::validator)
        .findFirst();
  }

  /** The next epoch's validators with one in the place that its number has, new or changed. */
  public Roster with(Entry entry) {
    var next = new ArrayList<>(without(entry.member()));
    next.add(entry);
    next.sort((a, b) -> Integer.compare(a.member(), b.member()));
    return new Roster(epoch + 1, next);
  }

  /**
   * The next epoch's validators without one.
   *
   * @throws FormatException when it is the only one
   */
  public Roster withoutValidator(int member) {
    return new Roster(epoch + 1, without(member));
  }

  private List<Entry> without(int member) {
    return validators.stream().filter(entry -> entry.member() != member).toList();
  }

  /** ⌊2n/3⌋ + 1. */
  public int quorum() {
    return Genesis.quorum(validators.size());
  }

  public byte[] encode() {
    var out = new FieldWriter().fixed64(1, epoch);
    validators.forEach(entry -> out.bytes(2, entry.encode()));
    return out.toBytes();
  }

  /**
   * @throws FormatException unless the bytes are the one valid encoding
   */
  public static Roster decode(byte[] bytes) {
    var in = new FieldReader(bytes);
    var roster =
        new Roster(in.fixed64(1), in.repeated(2, MOST).stream().map(Entry::decode).toList());
    in.end();
    return roster;
  }

  /**
   * The digest of the genesis file's validators in block headers: SHA-256 over, for each, the
   * message {@code 1 member fixed32, 2 log key string, 3 cosigning key string, 4 SHA-256 of the
   * engine certificate's DER bytes}, and {@code 5 SHA-256 of the post-quantum key's text} where
   * there is one. Of a later epoch's see {@code Epoch.digest}.
   */
  public Digest firstEpochDigest() {
    var sha256 = Digest.sha256Function();
    validators.forEach(entry -> sha256.update(firstEpochEntry(entry)));
    return Digest.finish(sha256);
  }

  private static byte[] firstEpochEntry(Entry validator) {
    GenesisValidator keys = validator.validator();
    var entry =
        new FieldWriter()
            .fixed32(1, validator.member())
            .ascii(2, keys.logKey().text())
            .ascii(3, keys.cosigningKey().text())
            .digest(4, keys.engineCertificateDigest());
    Vkey postQuantum = keys.postQuantumKey();
    if (postQuantum != null) {
      entry.digest(5, Digest.sha256(postQuantum.text().getBytes(StandardCharsets.UTF_8)));
    }
    return entry.toBytes();
  }
}
