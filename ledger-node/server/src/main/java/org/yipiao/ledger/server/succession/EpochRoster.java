package org.yipiao.ledger.server.succession;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.FieldReader;
import org.yipiao.ledger.protocol.wire.FieldWriter;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.OrderedPayload;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/**
 * Follows the log's epochs in the order: only a payload that proves the next one changes anything,
 * and only once a quorum of the present validators has ordered it. As many have to hold the state
 * of the stop before anybody goes on; more would let one that lies or is away keep all others where
 * they are. Whoever is not among them, a newcomer too, begins with that state.
 */
public final class EpochRoster implements RosterChanges {

  private static final Logger LOG = LoggerFactory.getLogger(EpochRoster.class);

  private final Epoch first;
  private final Epoch newest;
  private final String origin;
  private final byte kind;
  private final Listener listener;

  /** Told by an engine of its validators. */
  public interface Listener {

    /** They order now. */
    void has(Epoch epoch);

    /** They order once all engines have stopped. */
    void announced(Epoch epoch);
  }

  /**
   * What the engine keeps: the message {@code 1 epoch bytes, 2 member bytes(4) (repeated)}.
   *
   * @param ready who has ordered what proves the next epoch
   */
  private record Kept(Epoch epoch, SortedSet<Integer> ready) {

    byte[] encode() {
      var out = new FieldWriter().bytes(1, epoch.encode());
      ready.forEach(
          member -> out.bytes(2, ByteBuffer.allocate(Integer.BYTES).putInt(member).array()));
      return out.toBytes();
    }

    static Kept decode(byte[] bytes) {
      var in = new FieldReader(bytes);
      Epoch epoch = Epoch.decode(in.bytes(1, 1, Epoch.MOST_BYTES));
      var ready = new TreeSet<Integer>();
      in.repeated(2, Roster.MOST).forEach(member -> ready.add(ByteBuffer.wrap(member).getInt()));
      in.end();
      return new Kept(epoch, ready);
    }
  }

  /**
   * @param newest the epoch with which a new directory begins
   * @param kind the first byte of payloads that prove an epoch
   * @param listener told the epoch that the engine has
   */
  public EpochRoster(Genesis genesis, Epoch newest, byte kind, Listener listener) {
    this.first = Epoch.first(genesis);
    this.newest = newest;
    this.origin = genesis.origin();
    this.kind = kind;
    this.listener = listener;
  }

  @Override
  public boolean concerns(OrderedPayload payload) {
    return payload.kind() == kind;
  }

  @Override
  public Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept) {
    Kept present = read(kept);
    byte[] bytes = payload.bytes();
    // An earlier rule asked for more: who was enough by this one says it again.
    boolean counts =
        present.epoch().roster().validator(payload.creator()).isPresent()
            && (!present.ready().contains(payload.creator()) || enough(present));
    if (!counts || bytes.length < 2 || bytes.length > EpochChange.MOST_BYTES) {
      return Optional.empty();
    }
    try {
      return EpochChange.decode(Arrays.copyOfRange(bytes, 1, bytes.length))
          .after(present.epoch(), origin)
          .map(next -> heard(present, next, payload.creator(), current));
    } catch (FormatException e) {
      return Optional.empty();
    } catch (RuntimeException e) {
      // Whatever a member's bytes provoke, they prove nothing: the round goes on behind them.
      LOG.warn("member {} orders what cannot be judged: {}", payload.creator(), e.toString());
      return Optional.empty();
    }
  }

  private static Next heard(Kept present, Epoch next, int creator, List<RosterMember> current) {
    var ready = new TreeSet<>(present.ready());
    ready.add(creator);
    var heard = new Kept(present.epoch(), ready);
    return enough(heard)
        ? new Next(members(next.roster()), new Kept(next, new TreeSet<>()).encode())
        : new Next(current, heard.encode());
  }

  private static boolean enough(Kept kept) {
    return kept.ready().size() >= kept.epoch().roster().quorum();
  }

  @Override
  public byte[] initial() {
    return newest.number() == 0 ? new byte[0] : new Kept(newest, new TreeSet<>()).encode();
  }

  @Override
  public Optional<List<RosterMember>> validators(byte[] kept) {
    return Optional.of(members(read(kept).epoch().roster()));
  }

  @Override
  public void has(byte[] kept, boolean announced) {
    Epoch epoch = read(kept).epoch();
    if (announced) {
      listener.announced(epoch);
    } else {
      listener.has(epoch);
    }
  }

  private Kept read(byte[] kept) {
    return kept.length == 0 ? new Kept(first, new TreeSet<>()) : Kept.decode(kept);
  }

  /**
   * The number of the epoch that an engine's record names.
   *
   * @throws FormatException when it is none of these
   */
  static long epoch(byte[] kept) {
    return kept.length == 0 ? 0 : Kept.decode(kept).epoch().number();
  }

  /** The validators of a roster as engines know them. */
  static List<RosterMember> members(Roster roster) {
    return roster.validators().stream()
        .map(entry -> new RosterMember(entry.member(), entry.validator().engineCertificateBytes()))
        .toList();
  }
}
