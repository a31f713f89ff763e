package org.yipiao.ledger.server.simulation;

import java.util.SplittableRandom;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Payload;

/** What the lying validator has ordered past its own node. */
final class LiarsOrders {

  private static final int AT_ONCE = 6;

  private final Scenario scenario;
  private final Cluster cluster;
  private final Desk desk;
  private final Coverage coverage;
  private final SplittableRandom random;

  LiarsOrders(Scenario scenario, Cluster cluster, Desk desk, Coverage coverage) {
    this.scenario = scenario;
    this.cluster = cluster;
    this.desk = desk;
    this.coverage = coverage;
    this.random = scenario.draws(8);
  }

  /** Has something ordered now and then. */
  void step() {
    scenario
        .byzantine()
        .filter(liar -> cluster.runs(liar.member()) && random.nextInt(20) == 0)
        .ifPresent(this::order);
  }

  private void order(Byzantine liar) {
    for (int i = random.nextInt(1, AT_ONCE); i > 0; i--) {
      byte[] payload = payload(liar);
      if (payload.length > 0) {
        cluster.engine(liar.member()).submit(payload);
        coverage.happened(liar.orders());
      }
    }
  }

  private byte[] payload(Byzantine liar) {
    byte[] noise = new byte[random.nextInt(8, 200)];
    random.nextBytes(noise);
    return switch (liar.orders()) {
      case NOTHING -> new byte[0];
      case GARBAGE -> new Payload.Transaction(noise).encode();
      case FORGERIES -> sent(true);
      case REPLAYS -> sent(false);
      case UNKNOWN_PAYLOADS -> {
        noise[0] = (byte) 200;
        yield noise;
      }
      case FALSE_COSIGNATURES ->
          new Payload.Cosigned(
                  new Cosignature(
                      liar.member(), random.nextLong(2, 400), Digest.sha256(noise), new byte[72]))
              .encode();
      case QUESTIONS -> new Payload.Question(random.nextLong()).encode();
    };
  }

  private byte[] sent(boolean forged) {
    if (desk.sent().isEmpty()) {
      return new byte[0];
    }
    SignedTransaction one = desk.sent().get(random.nextInt(desk.sent().size()));
    byte[] bytes = one.bytes();
    if (forged) {
      bytes[bytes.length - 1] ^= 1;
    }
    return new Payload.Transaction(bytes).encode();
  }
}
