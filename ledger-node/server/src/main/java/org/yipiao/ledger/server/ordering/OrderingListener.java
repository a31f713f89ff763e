package org.yipiao.ledger.server.ordering;

/**
 * Receives what the engine has ordered. {@link #onResume}, {@link #onRound} and {@link #onGap} are
 * called one at a time and in order; they must return quickly and never wait for execution, because
 * the engine falls behind its peers while they run. An exception from one of them stops the engine
 * for good ({@link EngineStatus#FAILED}): a round that was not taken must not be passed over.
 */
public interface OrderingListener {

  /**
   * Called once, before the first round: the next round delivered is the first one after {@code
   * lastRound}. Rounds up to it are never delivered again; a listener whose own records end before
   * it treats this as {@link #onGap}, one that already has it compares the order hash.
   *
   * @param lastRound 0 for a new network
   * @param orderHash 32 bytes, {@link OrderHash#genesis()} for a new network
   */
  void onResume(long lastRound, byte[] orderHash);

  /**
   * The next ordered round. After a restart rounds are delivered again from the engine's last saved
   * state on, the same in every byte. Numbers increase, but not always by one.
   */
  void onRound(OrderedRound round);

  /**
   * The engine may save a state that ends with the last round delivered. After a loss of power it
   * goes on behind that state, so what was taken so far has to be on the disk when this returns:
   * where all lose power at once, nobody else has it.
   */
  void onSaving();

  /**
   * A payload was seen but is not ordered yet, and may never be. A hint only, from any thread, in
   * any order, possibly more than once. Its sender is authenticated.
   */
  void onPayloadSeen(byte[] payload, int creatorMember);

  /**
   * The engine took over its peers' state because it had fallen too far behind: rounds after the
   * last one delivered and up to {@code lastRound} will never be delivered.
   *
   * @param orderHash 32 bytes, the order hash after {@code lastRound}
   */
  void onGap(long lastRound, byte[] orderHash);

  /** The engine's status changed; from any thread. */
  void onStatus(EngineStatus status);
}
