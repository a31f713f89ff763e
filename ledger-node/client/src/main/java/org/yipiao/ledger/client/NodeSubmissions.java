package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.client.http.AcceptedTransaction;
import tools.jackson.core.JacksonException;

/** Hands transactions to nodes in turn, until one takes it or enough refuse it. */
final class NodeSubmissions {

  private final NodeExchange http;
  private final NodeTurn turn;

  NodeSubmissions(NodeExchange http, NodeTurn turn) {
    this.http = http;
    this.turn = turn;
  }

  /**
   * @param mayLie how many of the nodes may say anything
   */
  Submission submit(byte[] bytes, int mayLie) {
    List<String> causes = new ArrayList<>();
    Map<String, Integer> verdicts = new HashMap<>();
    Duration retryAfter = Duration.ofSeconds(1);
    for (URI node : turn.order()) {
      switch (http.post(node, "v1/transactions", bytes, HttpLedgerClient.TIMEOUT)) {
        case NodeHttp.Answer.Done(String body) -> {
          try {
            var accepted = NodeHttp.JSON.readValue(body, AcceptedTransaction.class);
            if (accepted != null) {
              return new Submission.Accepted(accepted.acceptedAt(), node);
            }
            causes.add(node + ": an empty answer");
          } catch (JacksonException e) {
            causes.add(node + ": an answer that cannot be read");
          }
        }
        case NodeHttp.Answer.Problem problem -> {
          if (problem.verdict() && verdicts.merge(problem.code(), 1, Integer::sum) > mayLie) {
            return new Submission.Refused(problem.code(), problem.detail());
          }
          causes.add(node + ": " + problem.code());
          retryAfter = problem.retryAfter();
        }
        case NodeHttp.Answer.Lost(String cause) -> causes.add(node + ": " + cause);
      }
      turn.avoid(node);
    }
    return new Submission.NotTaken(causes, retryAfter);
  }
}
