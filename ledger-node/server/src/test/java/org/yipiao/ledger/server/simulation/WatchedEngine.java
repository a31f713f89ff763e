package org.yipiao.ledger.server.simulation;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.server.cosigning.Payload;
import org.yipiao.ledger.server.ordering.EngineStatus;
import org.yipiao.ledger.server.ordering.ForwardingEngine;
import org.yipiao.ledger.server.ordering.OrderedRound;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.OrderingListener;

/**
 * An engine between a node and the network: what the node says is seen, and changed where it lies.
 * A node asks with a random number; what goes out is one of the seed, so that the order of two runs
 * is the same to the byte.
 */
final class WatchedEngine extends ForwardingEngine {

  private final Function<Payload, @Nullable List<byte[]>> said;
  private final long shownNonce;
  private long ownNonce;

  /**
   * @param said what is ordered in place of a payload; {@code null} for the payload itself
   * @param shownNonce in place of the node's own
   */
  WatchedEngine(
      OrderingEngine engine, Function<Payload, @Nullable List<byte[]>> said, long shownNonce) {
    super(engine);
    this.said = said;
    this.shownNonce = shownNonce;
  }

  @Override
  public void start(OrderingListener listener) {
    engine.start(new Translated(listener));
  }

  @Override
  public boolean submit(byte[] bytes) {
    Payload payload = Payload.decode(bytes).orElseThrow();
    if (payload instanceof Payload.Question(long nonce)) {
      ownNonce = nonce;
      return engine.submit(new Payload.Question(shownNonce).encode());
    }
    List<byte[]> others = said.apply(payload);
    return others == null ? engine.submit(bytes) : submitAll(others);
  }

  /** The node's listener, to whom answers are to its own question. */
  private final class Translated implements OrderingListener {

    private final OrderingListener listener;

    Translated(OrderingListener listener) {
      this.listener = listener;
    }

    @Override
    public void onResume(long lastRound, byte[] orderHash) {
      listener.onResume(lastRound, orderHash);
    }

    @Override
    public void onRound(OrderedRound round) {
      listener.onRound(round);
    }

    @Override
    public void onSaving() {
      listener.onSaving();
    }

    @Override
    public void onPayloadSeen(byte[] payload, int creatorMember) {
      boolean own =
          Payload.decode(payload).orElse(null) instanceof Payload.Answer answer
              && answer.nonce() == shownNonce;
      listener.onPayloadSeen(own ? toOwn(payload) : payload, creatorMember);
    }

    private byte[] toOwn(byte[] payload) {
      var answer = (Payload.Answer) Payload.decode(payload).orElseThrow();
      return new Payload.Answer(ownNonce, answer.about(), answer.last()).encode();
    }

    @Override
    public void onGap(long lastRound, byte[] orderHash) {
      listener.onGap(lastRound, orderHash);
    }

    @Override
    public void onStatus(EngineStatus status) {
      listener.onStatus(status);
    }
  }
}
