package org.yipiao.claims.server.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimState;

/** The bytes whose digest the ledger has, written down a second time: they never change. */
class DecisionSpellingTest {

  private static final Instant AT = Instant.parse("2026-06-01T03:00:00.000001Z");

  private static Claim claim(@Nullable String traceDigest) {
    return new Claim(
        "0".repeat(32),
        "insurer",
        "platform",
        1,
        "1".repeat(64),
        "main",
        "",
        "",
        "",
        AT,
        "",
        "",
        ClaimState.REVIEW,
        3,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        0,
        null,
        traceDigest,
        null,
        null,
        null,
        AT,
        0);
  }

  private static Verdict verdict(
      Word.Kind kind, @Nullable Long amountFen, String nonce, @Nullable String text, String who) {
    return new Verdict(
        "0".repeat(32),
        1,
        "insurer",
        3,
        kind,
        Verdict.Step.CONFIRMED,
        amountFen,
        null,
        nonce,
        null,
        text,
        null,
        AT,
        who,
        false,
        kind == Word.Kind.REFUSE ? "EVIDENCE_MISSING" : "GOODWILL");
  }

  @Test
  void namesTheTraceTheAmountAndBothPeople() {
    Verdict first = verdict(Word.Kind.PARTIAL, 600_000L, "aa", "cc", "wang.fang");
    Verdict second = verdict(Word.Kind.PARTIAL, 600_000L, "bb", null, "li.na");

    assertThat(Verdicts.canonical(claim("dd"), first, second))
        .isEqualTo(
            "{\"amountFen\":600000,\"claimId\":\"00000000000000000000000000000000\","
                + "\"decision\":\"PARTIAL\",\"format\":\"yipiao-person-decision/1\",\"people\":["
                + "{\"at\":\"2026-06-01T03:00:00.000001Z\",\"nonce\":\"aa\",\"person\":\"wang.fang\","
                + "\"reasonCode\":\"GOODWILL\",\"textDigest\":\"cc\"},"
                + "{\"at\":\"2026-06-01T03:00:00.000001Z\",\"nonce\":\"bb\",\"person\":\"li.na\","
                + "\"reasonCode\":\"GOODWILL\"}],\"traceDigest\":\"dd\"}");
  }

  @Test
  void leavesOutWhatThereIsNot() {
    Verdict only = verdict(Word.Kind.REFUSE, null, "aa", null, "li.na");

    assertThat(Verdicts.canonical(claim(null), null, only))
        .isEqualTo(
            "{\"claimId\":\"00000000000000000000000000000000\",\"decision\":\"REFUSE\","
                + "\"format\":\"yipiao-person-decision/1\",\"people\":["
                + "{\"at\":\"2026-06-01T03:00:00.000001Z\",\"nonce\":\"aa\",\"person\":\"li.na\","
                + "\"reasonCode\":\"EVIDENCE_MISSING\"}]}");
  }

  @Test
  void wordsAndVerdictsMaskWhatTheySay() {
    assertThat(
            new Word(Word.Kind.REFUSE, null, "GOODWILL", "secret", Operator.person("li.na"))
                .toString())
        .doesNotContain("secret");
  }
}
