package org.yipiao.ledger.server.ordering;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The payloads of one round, as they come in its order. Of each validator's only so many count:
 * what is beyond that is passed over by all validators alike, as if it had not been ordered. An
 * engine bounds the bytes of an event and not its payloads, so one that lies could else put
 * millions of a byte or two into a round, which every other would have to keep.
 *
 * <p>Not thread-safe.
 */
public final class RoundPayloads {

  /**
   * Of one validator in a round; several times what an honest one can have waiting at all. Each of
   * these that is passed over all the same is still unsettled, and so is handed over again.
   */
  public static final int MOST_OF_ONE = 1 << 16;

  private final List<OrderedPayload> taken = new ArrayList<>();
  private final Map<Integer, Integer> ordered = new TreeMap<>();

  /** The round's next payload. */
  public void add(int creator, byte[] payload) {
    if (ordered.merge(creator, 1, Integer::sum) <= MOST_OF_ONE) {
      taken.add(new OrderedPayload(creator, payload));
    }
  }

  /** How many there were, those that do not count as well. */
  public int ordered() {
    return ordered.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** Those that count, in their order. */
  public List<OrderedPayload> taken() {
    return List.copyOf(taken);
  }

  /** How many were passed over of each member that brought in too many. */
  public Map<Integer, Integer> passedOver() {
    Map<Integer, Integer> passedOver = new TreeMap<>();
    ordered.forEach((member, count) -> {
      if (count > MOST_OF_ONE) {
        passedOver.put(member, count - MOST_OF_ONE);
      }
    });
    return passedOver;
  }
}
