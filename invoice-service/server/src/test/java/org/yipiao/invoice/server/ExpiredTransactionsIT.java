package org.yipiao.invoice.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;
import org.yipiao.invoice.document.verification.BundleVerdict;
import org.yipiao.invoice.document.verification.BundleVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;

/** What becomes of documents whose transaction has expired, or is said to have. */
class ExpiredTransactionsIT extends RunningRegister {

  @Autowired private TransactionTemplate rows;

  @Test
  void takesTheSameDocumentsUnderANewTransactionOnceTheFirstExpired() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "E-" + nextId));
    var lost = HOSPITAL.sign(issued, Duration.ofSeconds(4));
    LEDGER.lose(lost);
    String first = newId();
    call(hospital(), "POST", "/v1/batches", batch(first, lost, issued));
    await().until(() -> Instant.now().isAfter(lost.header().expiry()));
    long number = nextId;
    allocate(); // the ledger's time passes only with its blocks
    assertThat(nextId).isGreaterThan(number);
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + first, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    String second = newId();
    call(hospital(), "POST", "/v1/batches", batch(second, HOSPITAL.sign(issued), issued));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + second, null).json().path("state").asString())
        .isEqualTo("FINAL");
  }

  /** Each of two invoices once: one was issued under the lost transaction, the other is new. */
  @Test
  void takesOverTheIssueOfItsOwnEarlierTransactionWhenTheNumberIsUsed() throws Exception {
    var first = HOSPITAL.issue(nextId, "O-" + nextId);
    var second = HOSPITAL.issue(nextId + 1, "O-" + (nextId + 1));
    var denied = HOSPITAL.sign(List.of(first));
    LEDGER.deny(denied);
    String firstId = newId();
    call(hospital(), "POST", "/v1/batches", batch(firstId, denied, List.of(first)));
    assertThat(
            call(hospital(), "GET", "/v1/batches/" + firstId, null).json().path("state").asString())
        .isEqualTo("EXPIRED");
    LEDGER.admit(denied);

    var both = List.of(second, first);
    String again = newId();
    call(hospital(), "POST", "/v1/batches", batch(again, HOSPITAL.sign(both), both));
    var settled = call(hospital(), "GET", "/v1/batches/" + again, null).json();

    assertThat(settled.path("state").asString()).as(settled.toString()).isEqualTo("FINAL");
    for (int i = 0; i < 2; i++) {
      assertThat(settled.path("invoices").path(i).path("outcome").asString())
          .as(settled.toString())
          .isEqualTo("APPLIED");
      var bundle = call(hospital(), "GET", "/v1/invoices/" + (nextId + i) + "/bundle", null);
      assertThat(
              BundleVerifier.verify(
                  ProofBundle.decode(bundle.body().getBytes(StandardCharsets.UTF_8)), TRUST))
          .isInstanceOf(BundleVerdict.Valid.class);
    }
    assertThat(
            call(hospital(), "GET", "/v1/invoices/" + nextId, null)
                .json()
                .path("commitment")
                .asString())
        .isEqualTo(first.commitment().hex());
  }

  @Test
  void refusesATransactionThatExpiresWhileItsBatchWaitsForARow() throws Exception {
    var issued = List.of(HOSPITAL.issue(nextId, "L-" + nextId));
    var never = HOSPITAL.sign(issued);
    LEDGER.deny(never);
    LEDGER.lose(never);
    String earlier = newId();
    call(hospital(), "POST", "/v1/batches", batch(earlier, never, issued));
    call(hospital(), "GET", "/v1/batches/" + earlier, null);

    var late = HOSPITAL.sign(issued, Duration.ofSeconds(4));
    String batchId = newId();
    CompletableFuture<Reply> waiting =
        rows.execute(_ -> {
          jdbc.sql("SELECT state FROM invoice WHERE invoice_id = ? FOR UPDATE")
              .param(nextId)
              .query(String.class)
              .single();
          var posted = CompletableFuture.supplyAsync(() -> post(batch(batchId, late, issued)));
          await().until(() -> !Instant.now().isBefore(late.header().expiry()));
          return posted;
        });
    Reply reply = waiting.join();

    assertThat(reply.status()).as(reply.body()).isEqualTo(422);
    assertThat(reply.json().path("code").asString()).isEqualTo("TRANSACTION_EXPIRED");
    assertThat(call(hospital(), "GET", "/v1/batches/" + batchId, null).status()).isEqualTo(404);
  }

  private Reply post(String body) {
    try {
      return call(hospital(), "POST", "/v1/batches", body);
    } catch (IOException | InterruptedException e) {
      throw new CompletionException(e);
    }
  }
}
