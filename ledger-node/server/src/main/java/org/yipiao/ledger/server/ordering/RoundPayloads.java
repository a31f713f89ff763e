package org.yipiao.ledger.server.ordering;

import java.util.ArrayList;
import java.util.HashMap;
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
  private final Map<Integer, Integer> counts = new HashMap<>();
  private final Map<Integer, Integer> passedOver = new TreeMap<>();

  /** Whether a validator's next payload counts. One that does is to be added then. */
  public boolean takes(int creator) {
    if (counts.merge(creator, 1, Integer::sum) <= MOST_OF_ONE) {
      return true;
    }
    passedOver.merge(creator, 1, Integer::sum);
    return false;
  }

  /** Takes a payload in. */
  public void add(OrderedPayload payload) {
    taken.add(payload);
  }

  /** Those that count, in their order. */
  public List<OrderedPayload> taken() {
    return List.copyOf(taken);
  }

  /** How many were passed over of each member that brought in too many. */
  public Map<Integer, Integer> passedOver() {
    return Map.copyOf(passedOver);
  }
}
