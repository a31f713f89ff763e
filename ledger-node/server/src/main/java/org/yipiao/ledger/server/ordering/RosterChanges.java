package org.yipiao.ledger.server.ordering;

import java.util.List;
import java.util.Optional;

/**
 * Finds the ordered payloads that change the validators. Must be a pure function of its arguments:
 * every engine asks it at the same place of the order, and never of what execution came to, which
 * may be behind.
 */
@FunctionalInterface
public interface RosterChanges {

  /** For an order whose validators never change. */
  RosterChanges NONE = (payload, current) -> Optional.empty();

  /**
   * The validators that a payload puts in the place of the current ones.
   *
   * @param payload as it was ordered, from whomever
   * @param current the validators at this place of the order, ascending
   * @return all validators from the next start on; empty for any payload that does not prove that
   *     the current ones agreed
   */
  Optional<List<RosterMember>> in(byte[] payload, List<RosterMember> current);
}
