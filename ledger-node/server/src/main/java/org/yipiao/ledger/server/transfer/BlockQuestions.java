package org.yipiao.ledger.server.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.yipiao.ledger.client.http.BlockPage;

/**
 * Questions to peers for the blocks that follow here, one peer after the other. Whoever has not
 * answered within {@link #PATIENCE} keeps nobody waiting: it counts as silent, and the next one is
 * asked beside it; its answer is still taken when it comes, for on a slow line all may be slow. Not
 * safe for use by several threads.
 */
final class BlockQuestions {

  /** For a page, and for all pages of one peer until it is another's turn. */
  static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Answers have bytes, and those of all who are asked may come together: most are small ones. */
  static final int MOST_AT_ONCE = 4;

  private final List<Peer> peers;
  private final AskedPeers asked;
  private final PeerTurns turns;
  private final List<Question> underWay = new ArrayList<>();

  /** Who is asked again at once, and until when; nobody when negative. */
  private int stays = -1;

  private long turnBegan;

  BlockQuestions(AskedPeers asked) {
    this.peers = asked.peers();
    this.asked = asked;
    this.turns = new PeerTurns(peers.size());
  }

  /**
   * What a peer has answered, in memory until it is closed.
   *
   * @param page empty when it could not be asked
   * @param late whether others were asked meanwhile
   */
  record Answer(int peer, Optional<BlockPage> page, boolean late, AnswerRoom.Share share)
      implements AutoCloseable {

    @Override
    public void close() {
      share.close();
    }
  }

  private static final class Question {
    private final int peer;
    private final long since;
    private final AnswerRoom.Share share;
    private final CompletableFuture<Optional<BlockPage>> answer;
    private boolean late;

    Question(
        int peer,
        long since,
        AnswerRoom.Share share,
        CompletableFuture<Optional<BlockPage>> answer) {
      this.peer = peer;
      this.since = since;
      this.share = share;
      this.answer = answer;
    }
  }

  /**
   * Whether somebody may be asked now: nobody is still to answer who was asked just before, and
   * somebody is left who did not lie just before.
   */
  boolean mayAsk() {
    underWay.forEach(this::look);
    return underWay.stream().allMatch(question -> question.late)
        && underWay.size() < MOST_AT_ONCE
        && IntStream.range(0, peers.size()).anyMatch(this::isFree);
  }

  /** Asks whose turn it is. */
  void ask(long fromHeight, int limit) {
    long now = asked.time().nanos();
    int peer = stays;
    if (peer < 0 || now - turnBegan >= PATIENCE.toNanos()) {
      peer = turns.next(this::isFree);
      turnBegan = now;
    }
    stays = -1;
    var share = asked.room().share();
    var answer = peers.get(peer).blocksLater(fromHeight, limit, share);
    underWay.add(new Question(peer, now, share, answer));
  }

  private boolean isFree(int peer) {
    return !asked.liars().paused(peer)
        && underWay.stream().noneMatch(question -> question.peer == peer);
  }

  /** What was answered and not taken yet, one after the other: each may be large. */
  Optional<Answer> answer() {
    Question answered =
        underWay.stream().filter(question -> question.answer.isDone()).findFirst().orElse(null);
    if (answered == null) {
      return Optional.empty();
    }
    look(answered);
    underWay.remove(answered);
    Optional<BlockPage> page =
        answered.answer.isCompletedExceptionally() ? Optional.empty() : answered.answer.join();
    if (!answered.late) {
      turns.answered(answered.peer, page.isPresent());
    }
    return Optional.of(new Answer(answered.peer, page, answered.late, answered.share));
  }

  /** The next question goes to whoever has just answered, while its turn lasts. */
  void stay(Answer last) {
    if (!last.late()) {
      stays = last.peer();
    }
  }

  private void look(Question question) {
    if (!question.late && asked.time().nanos() - question.since > PATIENCE.toNanos()) {
      question.late = true;
      turns.answered(question.peer, false);
    }
  }

  /** Nothing that was asked is of use any more. */
  void drop() {
    for (Question question : underWay) {
      if (!question.answer.cancel(true)) {
        question.share.close();
      }
    }
    underWay.clear();
    stays = -1;
  }
}
