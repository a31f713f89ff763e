package org.yipiao.ledger.server;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.ordering.RosterChanges;
import org.yipiao.ledger.server.ordering.RosterMember;

/**
 * Follows the log's epochs in the order: the kept record is the present {@link Epoch}, and only a
 * payload that proves the next one to it changes anything.
 */
final class EpochRoster implements RosterChanges {

  private final Epoch first;
  private final Epoch newest;
  private final String origin;
  private final byte kind;
  private final LongConsumer listener;

  /**
   * @param newest the epoch with which a new directory begins
   * @param kind the first byte of payloads that prove an epoch
   * @param listener told the epoch that the engine has
   */
  EpochRoster(Genesis genesis, Epoch newest, byte kind, LongConsumer listener) {
    this.first = Epoch.first(genesis);
    this.newest = newest;
    this.origin = genesis.origin();
    this.kind = kind;
    this.listener = listener;
  }

  @Override
  public Optional<Next> in(byte[] payload, List<RosterMember> current, byte[] kept) {
    if (payload.length < 2 || payload[0] != kind || payload.length > EpochChange.MOST_BYTES) {
      return Optional.empty();
    }
    try {
      return EpochChange.decode(Arrays.copyOfRange(payload, 1, payload.length))
          .after(epoch(kept), origin)
          .map(next -> new Next(members(next.roster()), next.encode()));
    } catch (FormatException e) {
      return Optional.empty();
    }
  }

  @Override
  public byte[] initial() {
    return newest.number() == 0 ? new byte[0] : newest.encode();
  }

  @Override
  public Optional<List<RosterMember>> validators(byte[] kept) {
    return Optional.of(members(epoch(kept).roster()));
  }

  @Override
  public void has(byte[] kept) {
    listener.accept(epoch(kept).number());
  }

  private Epoch epoch(byte[] kept) {
    return kept.length == 0 ? first : Epoch.decode(kept);
  }

  /** The validators of a roster as engines know them. */
  private static List<RosterMember> members(Roster roster) {
    return roster.validators().stream()
        .map(entry -> new RosterMember(entry.member(), entry.validator().engineCertificateBytes()))
        .toList();
  }
}
