package org.yipiao.ledger.server.simulation;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.node.LedgerNode;

/** Runs a scenario to its end in one thread. */
final class Simulation {

  /** Within so much time after the faults everything must have come to its end. */
  private static final Duration BOUND = Duration.ofSeconds(90);

  private static final int STEPS_PER_HEARTBEAT = 25;

  private final Scenario scenario;
  private final Coverage coverage = new Coverage();
  private final Finals finals;
  private final Cluster cluster;
  private final Promises promises;
  private final Doors doors;
  private final Desk desk;
  private final Bank bank;
  private final Issuers issuers;
  private final Payers payers;
  private final Council council;
  private final Hostile hostile;
  private final LiarsOrders liar;
  private final FaultScript faults;
  private final ValidatorChanges changes;
  private final Planted planted;

  Simulation(Scenario scenario, Plant plant) {
    this.scenario = scenario;
    var honest = scenario.honest();
    this.finals =
        new Finals(new Followed(Founding.of(scenario.rules()).trust(), this::nodes), honest);
    this.cluster = new Cluster(scenario, finals::signed, coverage);
    this.promises = new Promises(cluster, honest, finals, coverage);
    this.doors = new Doors(cluster, scenario, coverage);
    this.desk = new Desk(scenario, cluster, doors, promises, coverage);
    this.bank = new Bank(scenario, cluster, coverage);
    var market = new Market();
    this.issuers = new Issuers(scenario, desk, market, promises);
    this.payers = new Payers(scenario, desk, market, new PayOrders(promises.trust()), bank);
    this.council = new Council(scenario, desk, promises);
    this.hostile = new Hostile(scenario, desk, doors, market, payers, coverage);
    this.liar = new LiarsOrders(scenario, cluster, desk, coverage);
    this.faults = new FaultScript(scenario, cluster, coverage, promises::memoryLost);
    this.changes = new ValidatorChanges(scenario, cluster, council, promises, faults, coverage);
    this.planted = new Planted(plant, scenario, cluster, desk, market, payers);
    coverage.happened(scenario.rules());
    scenario.weather().forEach(coverage::happened);
  }

  private List<LedgerNode> nodes() {
    return cluster.nodes();
  }

  /**
   * Runs the scenario of a seed.
   *
   * @throws BrokenPromise when a promise does not hold
   */
  static Report run(long seed) {
    return new Simulation(Scenario.of(seed), Plant.NOTHING).run();
  }

  Report run() {
    Instant begin = cluster.now();
    Instant end = begin.plus(scenario.activity());
    while (cluster.now().isBefore(end)) {
      faults.step();
      issuers.step();
      payers.step();
      council.step();
      changes.step();
      hostile.step();
      liar.step();
      planted.step();
      step();
    }
    healed();
    promises.atTheEnd(desk.finals());
    long millis = Duration.between(begin, cluster.now()).toMillis();
    return new Report(scenario, digest(), promises.replicas().leaves().size(), millis, coverage);
  }

  private void step() {
    bank.step();
    desk.step();
    cluster.step();
    changes.watch();
    promises.afterAStep();
  }

  /** The faults end, the liar goes on; whatever was begun comes to its end. */
  private void healed() {
    faults.end();
    doors.calm();
    cluster.heal();
    desk.close();
    Instant bound = cluster.now().plus(BOUND);
    int steps = 0;
    while (!quiet()) {
      if (cluster.now().isAfter(bound)) {
        throw new BrokenPromise(Promise.GOES_ON, unfinished());
      }
      steps++;
      if (desk.open() > 0 && steps % STEPS_PER_HEARTBEAT == 0) {
        issuers.heartbeat();
      }
      liar.step();
      step();
    }
  }

  private boolean quiet() {
    return desk.open() == 0
        && promises.replicas().settled()
        && cluster.network().epoch() == promises.members().epoch();
  }

  private String unfinished() {
    var text = new StringBuilder();
    text.append(desk.open()).append(" pieces of work are open: ").append(desk.firstOpen());
    text.append(", ");
    text.append(promises.acceptances().open()).append(" accepted transactions; validators ");
    text.append(promises.members().validators()).append(" of epoch ");
    text.append(promises.members().epoch()).append(", order in epoch ");
    text.append(cluster.network().epoch());
    for (int member : cluster.members()) {
      int number = member;
      text.append("; member ").append(member).append(": ");
      cluster
          .running(member)
          .ifPresentOrElse(
              node ->
                  text.append(node.status())
                      .append(" final ")
                      .append(node.chain().finalSize())
                      .append(" of ")
                      .append(node.chain().log().size())
                      .append(" gaps ")
                      .append(node.chain().gaps().count())
                      .append(" waiting ")
                      .append(node.submissions().depth())
                      .append(" cosigns ")
                      .append(node.cosigning().ready())
                      .append(" engine ")
                      .append(cluster.engine(number).status()),
              () -> text.append("down"));
    }
    return text.toString();
  }

  private Digest digest() {
    String told =
        promises.replicas().root()
            + " "
            + promises.replicas().leaves().size()
            + " "
            + cluster.now()
            + "\n"
            + coverage;
    return Digest.sha256(told.getBytes(StandardCharsets.UTF_8));
  }
}
