package org.yipiao.platform.idempotency;

import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;

/** Payments that may be asked for once under one key, each of which leaves a row. */
@RestController
@Idempotent
@RequiresScope("pay")
class PaymentEndpoints {

  /** The largest answer that this service keeps. */
  static final int MOST_BYTES = 2_048;

  /** A slow payment is at work. */
  static final CountDownLatch ENTERED = new CountDownLatch(1);

  /** The slow payment ends. */
  static final CountDownLatch MAY_LEAVE = new CountDownLatch(1);

  private final Payments payments;

  PaymentEndpoints(Payments payments) {
    this.payments = payments;
  }

  record Order(String name, long fen) {}

  /** The rows. */
  static class Payments {
    private final JdbcClient jdbc;

    Payments(JdbcClient jdbc, KafkaTemplate<Object, Object> unused) {
      this.jdbc = jdbc;
    }

    @Transactional
    public void insert(String name) {
      jdbc.sql("INSERT INTO payment (name) VALUES (?)").param(name).update();
    }

    @Transactional
    public void insertAndFail(String name) {
      insert(name);
      throw new IllegalStateException("after the row");
    }
  }

  @PostMapping("/v1/payments")
  ResponseEntity<Map<String, String>> pay(@RequestBody Order order) {
    payments.insert(order.name());
    var id = UUID.randomUUID().toString();
    return ResponseEntity.status(HttpStatus.CREATED)
        .location(URI.create("/v1/payments/" + id))
        .body(Map.of("id", id));
  }

  @PostMapping("/v1/payments/{id}/refunds")
  ResponseEntity<Map<String, String>> refund(@RequestBody Order order) {
    return pay(order);
  }

  @PostMapping("/v1/outside")
  @Idempotent(atomic = false)
  Map<String, String> outside(@RequestBody Order order) {
    payments.insert(order.name());
    return Map.of();
  }

  @PostMapping("/v1/large-inside")
  ResponseEntity<Map<String, String>> largeInside(@RequestBody Order order) {
    payments.insert(order.name());
    return ResponseEntity.status(HttpStatus.CREATED)
        .location(URI.create("/v1/payments/1"))
        .body(Map.of("receipt", "x".repeat(MOST_BYTES)));
  }

  @PostMapping("/v1/large-outside")
  @Idempotent(atomic = false)
  ResponseEntity<Map<String, String>> largeOutside(@RequestBody Order order) {
    return largeInside(order);
  }

  @PostMapping("/v1/slow")
  ResponseEntity<Map<String, String>> slow(@RequestBody Order order) throws InterruptedException {
    ENTERED.countDown();
    MAY_LEAVE.await();
    return pay(order);
  }

  @PostMapping("/v1/busy")
  void busy(@RequestBody Order order) {
    payments.insert(order.name());
    throw new ProblemException(PlatformProblem.UNAVAILABLE);
  }

  @PostMapping("/v1/refused")
  void refused(@RequestBody Order order) {
    payments.insert(order.name());
    throw new ProblemException(PlatformProblem.NOT_FOUND);
  }
}
