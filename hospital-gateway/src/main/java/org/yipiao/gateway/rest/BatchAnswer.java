package org.yipiao.gateway.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.problem.FieldProblem;

/** The answers to a batch, one per bill, in its order; each bill stands for itself. */
public record BatchAnswer(List<Result> results) {

  public BatchAnswer {
    results = List.copyOf(results);
  }

  /**
   * One bill's answer.
   *
   * @param status 201 accepted, 200 accepted before, otherwise what the bill alone would have got
   * @param invoice present when it was accepted
   * @param refusal present when it was not
   */
  public record Result(
      int index, int status, @Nullable ChargeAnswer invoice, @Nullable Refusal refusal) {}

  /** Why a bill was refused. */
  public record Refusal(String code, boolean retryable, List<FieldProblem> fields) {

    public Refusal {
      fields = List.copyOf(fields);
    }
  }
}
