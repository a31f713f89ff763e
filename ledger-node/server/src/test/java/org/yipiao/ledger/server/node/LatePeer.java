package org.yipiao.ledger.server.node;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.server.transfer.AnswerRoom;
import org.yipiao.ledger.server.transfer.Peer;

/** A peer of a simulation that gives its pages after some simulated time. */
final class LatePeer implements Peer {

  private final SimulatedConsortium consortium;
  private final Peer peer;
  private final Duration takes;
  private final UnaryOperator<BlockPage> says;
  private final List<Question> questions = new ArrayList<>();

  private record Question(
      Instant due,
      long from,
      int limit,
      AnswerRoom.Share share,
      CompletableFuture<Optional<BlockPage>> answer) {}

  /**
   * @param says what it tells instead of what it has
   */
  LatePeer(
      SimulatedConsortium consortium, int member, Duration takes, UnaryOperator<BlockPage> says) {
    this.consortium = consortium;
    this.peer = new PeerInMemory(consortium.talk(), member);
    this.takes = takes;
    this.says = says;
  }

  @Override
  public String name() {
    return "late " + peer.name();
  }

  /** Whoever waits for it waits as long as it takes. */
  @Override
  public Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share) {
    try {
      consortium.run(takes);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
    return said(fromHeight, limit, share);
  }

  private Optional<BlockPage> said(long fromHeight, int limit, AnswerRoom.Share share) {
    return peer.blocks(fromHeight, limit, share).map(says);
  }

  @Override
  public CompletableFuture<Optional<BlockPage>> blocksLater(
      long fromHeight, int limit, AnswerRoom.Share share) {
    var answer = new CompletableFuture<Optional<BlockPage>>();
    Instant due = consortium.network().clock().instant().plus(takes);
    questions.add(new Question(due, fromHeight, limit, share, answer));
    answerThoseThatAreDue();
    return answer;
  }

  /** To be called as time passes. */
  void answerThoseThatAreDue() {
    Instant now = consortium.network().clock().instant();
    for (Question question : List.copyOf(questions)) {
      if (!question.due().isAfter(now)) {
        questions.remove(question);
        question.answer().complete(said(question.from(), question.limit(), question.share()));
      }
    }
  }

  /** Whether somebody still wants to know what was asked. */
  boolean isAsked() {
    return questions.stream().anyMatch(question -> !question.answer().isCancelled());
  }

  @Override
  public Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share) {
    return peer.rounds(upTo, limit, share);
  }

  @Override
  public Optional<List<EpochChange>> epochs(long from) {
    return peer.epochs(from);
  }

  @Override
  public Optional<byte[]> stop() {
    return peer.stop();
  }

  @Override
  public Optional<byte[]> stopState() {
    return peer.stopState();
  }

  @Override
  public Optional<String> checkpoint() {
    return peer.checkpoint();
  }
}
