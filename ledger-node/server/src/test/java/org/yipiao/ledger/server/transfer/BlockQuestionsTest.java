package org.yipiao.ledger.server.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.protocol.epoch.EpochChange;

/** What peers answer is in memory until it is done with. */
class BlockQuestionsTest {

  private static final BlockPage NONE = new BlockPage(List.of());

  private final List<Asked> asked = new ArrayList<>();
  private long nanos;

  private record Asked(
      int peer, AnswerRoom.Share share, CompletableFuture<Optional<BlockPage>> answer) {}

  private final AskedPeers peers =
      AskedPeers.of(IntStream.range(0, 6).<Peer>mapToObj(Later::new).toList(), () -> nanos);
  private final BlockQuestions questions = new BlockQuestions(peers);

  private void askAll() {
    while (questions.mayAsk()) {
      questions.ask(1, 1);
      nanos += BlockQuestions.PATIENCE.toNanos() + 1;
    }
  }

  @Test
  void ofAllThatAreAskedAtOnceOneAnswerIsLargeAndThatUntilItIsTaken() throws Exception {
    askAll();
    assertThat(asked).hasSize(BlockQuestions.MOST_AT_ONCE);
    assertThat(asked.getFirst().share().enlarge(Duration.ZERO)).isTrue();
    for (Asked other : asked.subList(1, asked.size())) {
      assertThat(other.share().enlarge(Duration.ZERO)).isFalse();
    }
    asked.getFirst().answer().complete(Optional.of(NONE));
    try (var answer = questions.answer().orElseThrow()) {
      assertThat(answer.page()).contains(NONE);
      assertThat(asked.getLast().share().enlarge(Duration.ZERO)).as("it is in use").isFalse();
    }
    assertThat(asked.getLast().share().enlarge(Duration.ZERO)).isTrue();
  }

  /** Of one that is still read, whoever reads it says when it is in memory no more. */
  @Test
  void whatWasAnsweredAndIsDroppedTakesNoRoom() throws Exception {
    askAll();
    assertThat(asked.getFirst().share().enlarge(Duration.ZERO)).isTrue();
    asked.getFirst().answer().complete(Optional.of(NONE));
    questions.drop();
    assertThat(peers.room().share().enlarge(Duration.ZERO)).isTrue();
    assertThat(asked.subList(1, asked.size())).allMatch(other -> other.answer().isCancelled());
  }

  @Test
  void whoLiedIsNotAskedUntilItsPauseIsOver() {
    for (int peer = 0; peer < 5; peer++) {
      peers.liars().told(peer, "it says nothing true");
    }
    askAll();
    assertThat(asked).extracting(Asked::peer).containsExactly(5);
    nanos += LyingPeers.FIRST_PAUSE.toNanos();
    askAll();
    assertThat(asked).hasSize(BlockQuestions.MOST_AT_ONCE);
  }

  private final class Later implements Peer {

    private final int place;

    Later(int place) {
      this.place = place;
    }

    @Override
    public String name() {
      return "peer " + place;
    }

    @Override
    public Optional<BlockPage> blocks(long fromHeight, int limit, AnswerRoom.Share share) {
      return Optional.empty();
    }

    @Override
    public CompletableFuture<Optional<BlockPage>> blocksLater(
        long fromHeight, int limit, AnswerRoom.Share share) {
      var answer = new CompletableFuture<Optional<BlockPage>>();
      asked.add(new Asked(place, share, answer));
      return answer;
    }

    @Override
    public Optional<RoundPage> rounds(long upTo, int limit, AnswerRoom.Share share) {
      return Optional.empty();
    }

    @Override
    public Optional<List<EpochChange>> epochs(long from) {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> stop() {
      return Optional.empty();
    }

    @Override
    public Optional<byte[]> stopState() {
      return Optional.empty();
    }

    @Override
    public Optional<String> checkpoint() {
      return Optional.empty();
    }
  }
}
