package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A bank that takes its time: it answers late, some orders not before the end. */
final class Bank {

  /** What becomes of an order. */
  enum Answer {
    PAID,
    PAID_IN_PART,
    REJECTED,
    /** It says nothing for as long as the scenario lasts. */
    SILENT
  }

  private record Order(Instant due, Answer answer, Consumer<Answer> told) {}

  private final Cluster cluster;
  private final Coverage coverage;
  private final SplittableRandom random;
  private List<Order> orders = new ArrayList<>();

  Bank(Scenario scenario, Cluster cluster, Coverage coverage) {
    this.cluster = cluster;
    this.coverage = coverage;
    this.random = scenario.draws(4);
  }

  /** Takes an order; the answer comes later. */
  void pay(Consumer<Answer> told) {
    var answer = Answer.values()[Math.max(0, random.nextInt(8) - 4)];
    if (random.nextInt(6) == 0) {
      answer = Answer.SILENT;
    }
    coverage.happened(answer);
    if (answer != Answer.SILENT) {
      var due = cluster.now().plus(Duration.ofMillis(random.nextLong(50, 6_000)));
      orders.add(new Order(due, answer, told));
    }
  }

  void step() {
    List<Order> before = orders;
    orders = new ArrayList<>();
    for (Order order : before) {
      if (order.due().isAfter(cluster.now())) {
        orders.add(order);
      } else {
        order.told().accept(order.answer());
      }
    }
  }
}
