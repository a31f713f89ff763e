package org.yipiao.claims.server.web;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yipiao.claims.adjudication.Trace;
import org.yipiao.claims.adjudication.TraceTexts;
import org.yipiao.claims.api.ClaimView.Refusal;
import org.yipiao.claims.api.ClaimView.TraceEntry;
import org.yipiao.claims.api.DecideClaim.Decision;
import org.yipiao.claims.server.claim.ClaimRefusal;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.platform.problem.ProblemTexts;

/** States, refusals and traces of claims in the caller's language. */
@Component
class ClaimTexts {

  private final ProblemTexts texts = new ProblemTexts();

  String state(ClaimState state, Locale language) {
    return texts.text("state." + state, state.sentence(), language);
  }

  /**
   * A refusal, or what a claim is put to a person with.
   *
   * @param remainingFen what is left of the invoice, where that is the reason
   */
  Refusal refusal(String code, @Nullable Long remainingFen, Locale language) {
    return new Refusal(
        code,
        ClaimRefusal.fieldOf(code),
        text(code, "reason", language),
        text(code, "next", language),
        remainingFen);
  }

  /** Why people have decided so. */
  String decision(String reason, Locale language) {
    return texts.text("decision." + reason, reason, language);
  }

  /**
   * What did not fit, to the payer's people.
   *
   * @param code stable name of it
   * @param cameFrom where the claim stood, which says it roughly where nothing says it exactly
   */
  String review(String code, ClaimState cameFrom, Locale language) {
    String roughly = texts.text("review." + cameFrom, cameFrom.sentence(), language);
    return texts.text("review." + code, roughly, language);
  }

  /** What people can do about it. */
  String reviewNext(List<Decision> decisions, Locale language) {
    String key =
        decisions.isEmpty()
            ? "resolve"
            : decisions.equals(List.of(Decision.REFUSE)) ? "refuse" : "decide";
    return texts.text("review.next." + key, key, language);
  }

  private String text(String code, String part, Locale language) {
    String other = texts.text("refusal.other." + part, code, language);
    return texts.text("refusal." + code + "." + part, other, language);
  }

  static List<TraceEntry> trace(Trace trace, Locale language) {
    return trace.lines().stream()
        .map(line ->
            new TraceEntry(
                line.step().name(), line.params(), line.amounts(), TraceTexts.say(line, language)))
        .toList();
  }
}
