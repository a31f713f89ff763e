package org.yipiao.ledger.server.ordering;

import java.util.List;
import java.util.Optional;

/**
 * Finds the ordered payloads that change the validators. What {@link #in} and {@link #validators}
 * give must be a pure function of their arguments: every engine asks at the same place of the
 * order, and never of what execution came to, which may be behind.
 *
 * <p>The engine keeps a record with the order, of which it knows nothing but its bytes; before the
 * first change it is empty.
 */
public interface RosterChanges {

  /** For an order whose validators never change. */
  RosterChanges NONE =
      new RosterChanges() {
        @Override
        public Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept) {
          return Optional.empty();
        }
      };

  /**
   * What follows a payload.
   *
   * @param validators all of them from the next start on, ascending; the same as before where the
   *     engine goes on as it is
   * @param kept the record to keep from now on
   */
  @SuppressWarnings("ArrayRecordComponent") // a record's bytes, compared nowhere
  record Next(List<RosterMember> validators, byte[] kept) {

    public Next {
      validators = List.copyOf(validators);
    }
  }

  /**
   * What a payload changes.
   *
   * @param payload as it was ordered
   * @param current the validators at this place of the order, ascending
   * @param kept the record at this place
   * @return empty for any payload that does not prove that the current ones agreed
   */
  Optional<Next> in(OrderedPayload payload, List<RosterMember> current, byte[] kept);

  /** Whether a payload is one of those that may change something; to be told at little cost. */
  default boolean concerns(OrderedPayload payload) {
    return true;
  }

  /** The record with which an engine begins that has no directory of its own yet. */
  default byte[] initial() {
    return new byte[0];
  }

  /** The validators that a record stands for; empty where it does not say. */
  default Optional<List<RosterMember>> validators(byte[] kept) {
    return Optional.empty();
  }

  /**
   * The engine has that record now: after its start, a change, or what it took over of others.
   *
   * @param announced whether its validators follow only once all engines have stopped
   */
  default void has(byte[] kept, boolean announced) {}
}
