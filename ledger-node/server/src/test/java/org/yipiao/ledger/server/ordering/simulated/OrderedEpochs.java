package org.yipiao.ledger.server.ordering.simulated;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.OrderedPayload;

/**
 * Who orders, out of the order alone: the validators of the next epoch once a quorum of the present
 * ones has ordered what proves it.
 */
final class OrderedEpochs {

  private final String origin;
  private final SortedSet<Integer> ready = new TreeSet<>();
  private final Map<Integer, Integer> lastRounds = new HashMap<>();
  private final Set<Integer> joining = new HashSet<>();
  private Epoch present;
  private SortedSet<Integer> members;

  OrderedEpochs(Genesis genesis) {
    this.origin = genesis.origin();
    this.present = Epoch.first(genesis);
    this.members = numbers(present);
  }

  private static SortedSet<Integer> numbers(Epoch epoch) {
    return epoch.roster().validators().stream()
        .map(Roster.Entry::member)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  long number() {
    return present.number();
  }

  SortedSet<Integer> members() {
    return members;
  }

  int quorum() {
    return present.roster().quorum();
  }

  /** How many rounds one has who does not order any more; 0 for one that never did. */
  int roundsOf(int member) {
    return lastRounds.getOrDefault(member, 0);
  }

  /** Whether one begins now, with the state that the others have; it is said once. */
  boolean begins(int member) {
    return joining.remove(member);
  }

  /**
   * Takes the next payload of the order.
   *
   * @param rounds how many there are, this one's among them
   * @return whether others order from now on
   */
  boolean follow(OrderedPayload payload, int rounds) {
    SortedSet<Integer> before = members();
    if (!nextBegins(payload)) {
      return false;
    }
    SortedSet<Integer> now = members();
    before.stream().filter(one -> !now.contains(one)).forEach(one -> lastRounds.put(one, rounds));
    now.stream().filter(one -> !before.contains(one)).forEach(joining::add);
    return true;
  }

  private boolean nextBegins(OrderedPayload payload) {
    if (!members().contains(payload.creator())
        || !(Payload.decode(payload.bytes()).orElse(null)
            instanceof Payload.EpochChanged(byte[] change))) {
      return false;
    }
    try {
      return EpochChange.decode(change)
          .after(present, origin)
          .filter(next -> heard(next, payload.creator()))
          .isPresent();
    } catch (FormatException e) {
      return false;
    }
  }

  private boolean heard(Epoch next, int creator) {
    ready.add(creator);
    if (ready.size() < present.roster().quorum()) {
      return false;
    }
    ready.clear();
    present = next;
    members = numbers(next);
    return true;
  }
}
