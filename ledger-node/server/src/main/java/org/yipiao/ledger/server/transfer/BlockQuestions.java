package org.yipiao.ledger.server.transfer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

  /** Answers have bytes, and those of all who are asked may come together. */
  static final int MOST_AT_ONCE = 4;

  private final List<Peer> peers;
  private final InstantSource clock;
  private final PeerTurns turns;
  private final List<Question> underWay = new ArrayList<>();

  /** Who is asked again at once, and until when; nobody when negative. */
  private int stays = -1;

  private Instant turnEnds = Instant.MIN;

  BlockQuestions(List<Peer> peers, InstantSource clock) {
    this.peers = List.copyOf(peers);
    this.clock = clock;
    this.turns = new PeerTurns(peers.size());
  }

  /**
   * What a peer has answered.
   *
   * @param page empty when it could not be asked
   * @param late whether others were asked meanwhile
   */
  record Answer(int peer, Optional<BlockPage> page, boolean late) {}

  private static final class Question {
    private final int peer;
    private final Instant since;
    private final CompletableFuture<Optional<BlockPage>> answer;
    private boolean late;

    Question(int peer, Instant since, CompletableFuture<Optional<BlockPage>> answer) {
      this.peer = peer;
      this.since = since;
      this.answer = answer;
    }
  }

  /** Whether somebody may be asked now: nobody is still to answer who was asked just before. */
  boolean mayAsk() {
    underWay.forEach(this::look);
    return underWay.stream().allMatch(question -> question.late)
        && underWay.size() < Math.min(MOST_AT_ONCE, peers.size());
  }

  /** Asks whose turn it is. */
  void ask(long fromHeight, int limit) {
    Instant now = clock.instant();
    int peer = stays;
    if (peer < 0 || !now.isBefore(turnEnds)) {
      peer = turns.next(this::isFree);
      turnEnds = now.plus(PATIENCE);
    }
    stays = -1;
    underWay.add(new Question(peer, now, peers.get(peer).blocksLater(fromHeight, limit)));
  }

  private boolean isFree(int peer) {
    return underWay.stream().noneMatch(question -> question.peer == peer);
  }

  /** What was answered since the last time. */
  List<Answer> answers() {
    List<Answer> answers = new ArrayList<>();
    for (Question question : List.copyOf(underWay)) {
      if (question.answer.isDone()) {
        look(question);
        underWay.remove(question);
        Optional<BlockPage> page =
            question.answer.isCompletedExceptionally() ? Optional.empty() : question.answer.join();
        if (!question.late) {
          turns.answered(question.peer, page.isPresent());
        }
        answers.add(new Answer(question.peer, page, question.late));
      }
    }
    return answers;
  }

  /** The next question goes to whoever has just answered, while its turn lasts. */
  void stay(Answer last) {
    if (!last.late()) {
      stays = last.peer();
    }
  }

  private void look(Question question) {
    if (!question.late && clock.instant().isAfter(question.since.plus(PATIENCE))) {
      question.late = true;
      turns.answered(question.peer, false);
    }
  }

  /** Nothing that was asked is of use any more. */
  void drop() {
    underWay.forEach(question -> question.answer.cancel(true));
    underWay.clear();
    stays = -1;
  }
}
