package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.yipiao.ledger.client.ClientInMemory;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;

/**
 * One piece of work of an honest client, by the rules for clients: the same bytes are handed over
 * until they are final or have expired for good, and only then are the operations signed anew.
 */
final class Errand {

  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final int POLLS_OF_ONE_NODE = 8;
  private static final int MOST_SIGNATURES = 6;

  /** What happens on the way. */
  enum Turn {
    ACCEPTED,
    FAILED_OVER,
    NOT_TAKEN,
    REFUSED,
    HANDED_OVER_AGAIN,
    EXPIRED_FOR_GOOD,
    SIGNED_ANEW,
    FINAL,
    /** Handed over once and never asked for again. */
    WALKED_AWAY
  }

  private final Desk desk;
  private final LedgerClient client;
  private final int member;
  private final List<? extends Operation> operations;
  private final boolean allOrNothing;
  private final Duration life;
  private final Consumer<List<FinalOperation>> done;
  private SignedTransaction transaction;
  private Instant next;
  private boolean accepted;
  private boolean refused;
  private boolean over;
  private int polls;
  private int signatures = 1;

  /**
   * @param life how long each transaction has until it expires
   * @param done takes the final operations; none when it was given up
   */
  Errand(
      Desk desk,
      LedgerClient client,
      int member,
      List<? extends Operation> operations,
      boolean allOrNothing,
      Duration life,
      Consumer<List<FinalOperation>> done) {
    this.desk = desk;
    this.client = client;
    this.member = member;
    this.operations = operations;
    this.allOrNothing = allOrNothing;
    this.life = life;
    this.done = done;
    this.transaction = desk.sign(member, life, allOrNothing, operations);
    this.next = desk.now();
  }

  boolean over() {
    return over;
  }

  boolean accepted() {
    return accepted;
  }

  SignedTransaction transaction() {
    return transaction;
  }

  @Override
  public String toString() {
    return "%s of member %d, expiry %s, accepted %s, refused %s, signed %d times: %s"
        .formatted(
            transaction,
            member,
            transaction.header().expiry(),
            accepted,
            refused,
            signatures,
            client.awaitFinal(TransactionRef.of(transaction), Duration.ZERO));
  }

  /** Does what is due. */
  void step() {
    if (over || desk.now().isBefore(next)) {
      return;
    }
    next = desk.now().plus(PAUSE);
    if (accepted || refused) {
      follow();
    } else {
      submit();
    }
  }

  private void submit() {
    long before = desk.asked();
    switch (client.submit(transaction.bytes())) {
      case Submission.Accepted taken -> {
        accepted = true;
        desk.accepted(ClientInMemory.member(taken.node()), transaction);
        desk.happened(Turn.ACCEPTED);
        if (desk.asked() > before + 1) {
          desk.happened(Turn.FAILED_OVER);
        }
      }
      case Submission.Refused _ -> {
        refused = true;
        desk.happened(Turn.REFUSED);
      }
      case Submission.NotTaken later -> {
        next = desk.now().plus(later.retryAfter());
        desk.happened(Turn.NOT_TAKEN);
        follow();
      }
    }
  }

  private void follow() {
    polls++;
    // With no time at all it stays with its node, with next to none it goes to the next one.
    var wait = polls % POLLS_OF_ONE_NODE == 0 ? Duration.ofNanos(1) : Duration.ZERO;
    switch (client.awaitFinal(TransactionRef.of(transaction), wait)) {
      case Finality.Final last -> {
        over = true;
        desk.happened(Turn.FINAL);
        desk.proven(last);
        done.accept(last.operations());
      }
      case Finality.ExpiredForGood gone -> {
        desk.happened(Turn.EXPIRED_FOR_GOOD);
        desk.expiredForGood(gone.transaction());
        signAnew();
      }
      case Finality.StillPending pending -> {
        if (accepted && pending.state() == TransactionState.UNKNOWN) {
          accepted = false;
          desk.happened(Turn.HANDED_OVER_AGAIN);
        }
      }
    }
  }

  private void signAnew() {
    if (signatures == MOST_SIGNATURES || desk.closing()) {
      over = true;
      done.accept(List.of());
      return;
    }
    signatures++;
    transaction = desk.sign(member, life, allOrNothing, operations);
    accepted = false;
    refused = false;
    desk.happened(Turn.SIGNED_ANEW);
  }
}
