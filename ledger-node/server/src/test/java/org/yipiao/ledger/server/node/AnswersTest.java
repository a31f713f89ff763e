package org.yipiao.ledger.server.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.server.cosigning.Payload;

/** A validator that asks and asks. */
class AnswersTest {

  private final List<Payload> given = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Answers answers =
      new Answers(
          _ -> Optional.empty(),
          () -> now,
          payload -> given.add(Payload.decode(payload).orElseThrow()));

  @Test
  void isAnsweredOnceASecondAndThenItsNewestQuestion() {
    for (long nonce = 0; nonce < 10_000; nonce++) {
      answers.asked(3, nonce);
      answers.catchUp();
    }
    assertThat(given).containsExactly(new Payload.Answer(0, 3, null));

    now = now.plusSeconds(1);
    answers.catchUp();
    answers.catchUp();
    now = now.plusSeconds(60);
    answers.catchUp();
    assertThat(given)
        .containsExactly(new Payload.Answer(0, 3, null), new Payload.Answer(9_999, 3, null));
  }

  @Test
  void keepsNobodyElseWaiting() {
    answers.asked(3, 1);
    answers.asked(3, 2);
    answers.asked(2, 7);
    assertThat(given)
        .containsExactly(new Payload.Answer(1, 3, null), new Payload.Answer(7, 2, null));
  }

  @Test
  void isAnsweredThoughTheClockWasSetBack() {
    answers.asked(3, 1);
    now = now.minusSeconds(3_600);
    answers.asked(3, 2);
    assertThat(given).hasSize(2);
  }
}
