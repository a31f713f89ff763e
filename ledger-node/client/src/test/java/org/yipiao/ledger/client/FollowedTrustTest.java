package org.yipiao.ledger.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.ledger.protocol.SampleEpochs.FIRST;
import static org.yipiao.ledger.protocol.SampleEpochs.ONE;
import static org.yipiao.ledger.protocol.SampleEpochs.TWO;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.protocol.SampleEpochs;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.trust.TrustRoot;

/** A trust root that goes on, with nodes of which some lie and a clock that stands. */
class FollowedTrustTest {

  private static final URI A = URI.create("node:a");
  private static final URI B = URI.create("node:b");

  /** Of the third epoch: two of the first one's quorum of three are among them. */
  private static final String LATER = SampleEpochs.note(25, 2, 3, 5);

  private final Map<URI, LongFunction<NodeHttp.Answer>> answers = new HashMap<>();
  private final List<String> asked = new ArrayList<>();
  private long nanos;

  private final NodeExchange http =
      new NodeExchange() {
        @Override
        public NodeHttp.Answer get(URI node, String path, Duration timeout) {
          asked.add(node.getSchemeSpecificPart() + " " + path);
          long from = Long.parseLong(path.substring("v1/epochs?from=".length()));
          return Objects.requireNonNull(answers.get(node)).apply(from);
        }

        @Override
        public NodeHttp.Answer post(URI node, String path, byte[] body, Duration timeout) {
          throw new AssertionError("nothing is handed over");
        }

        @Override
        public void close() {}
      };

  private FollowedTrust trust(URI... nodes) {
    return new FollowedTrust(List.of(nodes), FIRST, http, () -> nanos, Runnable::run);
  }

  /** It has these, the first of them being epoch 1, and gives so many at once. */
  private void has(URI node, int atOnce, EpochChange... changes) {
    answers.put(
        node,
        from ->
            page(
                changes.length,
                LongStream.range(from - 1, Math.min(changes.length, from - 1 + atOnce))
                    .mapToObj(i -> changes[(int) i])
                    .toList()));
  }

  /** It says the same whatever it is asked for. */
  private void insistsOn(URI node, long last, EpochChange... changes) {
    answers.put(node, _ -> page(last, List.of(changes)));
  }

  private static NodeHttp.Answer page(long last, List<EpochChange> changes) {
    var texts =
        changes.stream()
            .map(change -> Base64.getEncoder().encodeToString(change.encode()))
            .toList();
    return new NodeHttp.Answer.Done(NodeHttp.JSON.writeValueAsString(new EpochPage(texts, last)));
  }

  private static boolean isFinal(String note, FollowedTrust trust) {
    return CosignedCheckpoint.verify(note, trust) instanceof Verification.Final;
  }

  private static int epochs(FollowedTrust trust) {
    return trust.present().epochs().size();
  }

  @Test
  void goesOnWithTheEpochsThatANodeProvesPageByPage() {
    has(A, 1, ONE, TWO);
    FollowedTrust trust = trust(A);
    assertThat(isFinal(LATER, trust)).isTrue();
    assertThat(trust.present()).isEqualTo(EpochChange.follow(FIRST, List.of(ONE, TWO)));
    assertThat(asked).containsExactly("a v1/epochs?from=1", "a v1/epochs?from=2");
  }

  @Test
  void takesNothingFromANodeThatForgesAndGoesOnToTheNext() {
    EpochChange forged = SampleEpochs.change(10, ONE.next().roster(), 1, 5, 6);
    insistsOn(A, 2, forged, TWO);
    has(B, 16, ONE, TWO);
    FollowedTrust trust = trust(A, B);
    assertThat(isFinal(LATER, trust)).isTrue();
    assertThat(asked).containsExactly("a v1/epochs?from=1", "b v1/epochs?from=1");
  }

  @Test
  void keepsWhatIsProvenBeforeAForgery() {
    EpochChange forged = SampleEpochs.change(20, TWO.next().roster(), 1, 2, 3);
    has(A, 16, ONE, forged);
    FollowedTrust trust = trust(A);
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(epochs(trust)).isEqualTo(2);
  }

  @Test
  void letsNoNodeLeaveAnEpochOut() {
    insistsOn(A, 2, TWO);
    FollowedTrust trust = trust(A);
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(epochs(trust)).isEqualTo(1);
  }

  @Test
  void goesOnToTheNextNodeWhereOneShowsAShorterChain() {
    has(A, 16, ONE);
    has(B, 16, ONE, TWO);
    FollowedTrust trust = trust(A, B);
    assertThat(isFinal(LATER, trust)).isTrue();
    assertThat(asked).containsExactly("a v1/epochs?from=1", "b v1/epochs?from=2");
  }

  @Test
  void isNotKeptBusyByANodeThatPromisesMoreAndGivesTheSame() {
    insistsOn(A, Long.MAX_VALUE, ONE);
    answers.put(B, _ -> page(Long.MAX_VALUE, List.of()));
    FollowedTrust trust = trust(A, B);
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(epochs(trust)).isEqualTo(2);
    assertThat(asked)
        .containsExactly("a v1/epochs?from=1", "a v1/epochs?from=2", "b v1/epochs?from=2");
  }

  @Test
  void takesNoPageThatIsLargerThanAny() {
    insistsOn(A, 17, LongStream.range(0, 17).mapToObj(_ -> ONE).toArray(EpochChange[]::new));
    FollowedTrust trust = trust(A);
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(epochs(trust)).isEqualTo(1);
  }

  @Test
  void isNotTroubledByNonsenseSilenceAndRefusals() {
    for (String text : List.of("", "null", "[]", "{}", "{\"changes\":[null],\"last\":1}")) {
      answers.put(A, _ -> new NodeHttp.Answer.Done(text));
      assertThat(isFinal(LATER, trust(A))).as(text).isFalse();
    }
    answers.put(A, _ -> new NodeHttp.Answer.Lost("no answer"));
    assertThat(isFinal(LATER, trust(A))).isFalse();
    answers.put(A, _ -> new NodeHttp.Answer.Problem(503, "DIVERGED", "", true, Duration.ZERO, 0));
    assertThat(isFinal(LATER, trust(A))).isFalse();
    answers.put(A, _ -> new NodeHttp.Answer.Done("{\"changes\":[\"AAAA\",\"???\"],\"last\":2}"));
    assertThat(isFinal(LATER, trust(A))).isFalse();
  }

  @Test
  void asksNobodyForLongerThanAQuestionMayTake() {
    has(B, 16, ONE, TWO);
    answers.put(
        A,
        _ -> {
          nanos += Duration.ofSeconds(11).toNanos();
          return new NodeHttp.Answer.Lost("no whole answer");
        });
    FollowedTrust trust = trust(A, B);
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(asked).containsExactly("a v1/epochs?from=1");
    nanos += FollowedTrust.PAUSE.toNanos();
    assertThat(isFinal(LATER, trust)).as("the next one begins with another node").isTrue();
    assertThat(asked).last().isEqualTo("b v1/epochs?from=1");
  }

  /** The first asks a node that does not answer; it holds up nobody who comes after it. */
  @Test
  void letsOthersGoOnWithWhatIsKnownWhileASlowNodeIsAsked() throws Exception {
    var isAsked = new CountDownLatch(1);
    var mayAnswer = new CountDownLatch(1);
    answers.put(
        A,
        _ -> {
          isAsked.countDown();
          try {
            mayAnswer.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return new NodeHttp.Answer.Lost("no answer");
        });
    try (var trust = trust(A);
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(() -> trust.later(FIRST, _ -> true));
      isAsked.await();
      var second = threads.submit(() -> trust.later(FIRST, _ -> true));
      try {
        assertThat(second.get(1, TimeUnit.MINUTES)).isEmpty();
        assertThat(first.isDone()).isFalse();
      } finally {
        mayAnswer.countDown();
      }
      assertThat(first.get()).isEmpty();
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void asksNobodyAgainForSomeSeconds() {
    has(A, 16);
    FollowedTrust trust = trust(A);
    for (int i = 0; i < 100; i++) {
      assertThat(isFinal(LATER, trust)).isFalse();
    }
    assertThat(asked).hasSize(1);
    has(A, 16, ONE, TWO);
    nanos += FollowedTrust.PAUSE.toNanos();
    assertThat(isFinal(LATER, trust)).isTrue();
    assertThat(asked).hasSize(2);
  }

  /** By the first epoch's quorum, one of which has gone since. */
  @Test
  void asksOnceAMinuteAlsoWithoutACause() {
    String byOldOnes = SampleEpochs.note(25, 1, 2, 3);
    has(A, 16, ONE, TWO);
    FollowedTrust trust = trust(A);
    assertThat(isFinal(byOldOnes, trust)).isTrue();
    nanos += FollowedTrust.ROUTINE.toNanos();
    assertThat(isFinal(byOldOnes, trust)).isFalse();
    assertThat(epochs(trust)).isEqualTo(3);
    assertThat(asked).hasSize(1);
  }

  @Test
  void staysAsItIsWithoutNodes() {
    FollowedTrust trust = trust();
    assertThat(isFinal(LATER, trust)).isFalse();
    assertThat(trust.follow()).isFalse();
    assertThat(trust.present()).isEqualTo(FIRST);
  }

  @Test
  void givesAllProofsToWhoeverHasAnOlderTrustRoot() {
    EpochChange forged = SampleEpochs.change(10, ONE.next().roster(), 1, 5, 6);
    TrustRoot all = EpochChange.follow(FIRST, List.of(ONE, TWO));
    has(A, 16, forged, TWO);
    has(B, 1, ONE, TWO);
    var trust = new FollowedTrust(List.of(A, B), all, http, () -> nanos, Runnable::run);
    assertThat(trust.proofs().orElseThrow())
        .extracting(change -> change.next().number())
        .containsExactly(1L, 2L);
    var silent = new FollowedTrust(List.of(A), all, http, () -> nanos, Runnable::run);
    assertThat(silent.proofs()).isEmpty();
  }
}
