package org.yipiao.ledger.server.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.operation.IssueInvoice;
import org.yipiao.ledger.protocol.operation.Medium;
import org.yipiao.ledger.protocol.operation.ReserveReimbursement;
import org.yipiao.ledger.protocol.operation.SettleReimbursement;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.EpochNanos;
import org.yipiao.ledger.server.node.LyingValidator;
import org.yipiao.ledger.server.store.Durability;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.platform.id.ClaimId;

/** A fault that the checker has to find. */
final class Planted {

  private static final byte INVOICE = 2;
  private static final byte CLAIM = 3;
  private static final byte OPEN = 8;
  private static final byte COMMITTED = 2;
  private static final int PAYER = Market.OTHER_INSURER;
  private static final ClaimId CLAIM_ID = ClaimId.of(new byte[16]);
  private static final Digest EVIDENCE = Digest.sha256(new byte[] {3});
  private static final long FEN = 100;

  private final Plant plant;
  private final Cluster cluster;
  private final Desk desk;
  private final Market market;
  private final Instant at;
  private boolean done;

  Planted(
      Plant plant, Scenario scenario, Cluster cluster, Desk desk, Market market, Payers payers) {
    this.plant = plant;
    this.cluster = cluster;
    this.desk = desk;
    this.market = market;
    this.at = cluster.now().plus(scenario.activity().dividedBy(2));
    switch (plant) {
      case HASTY_PAYERS -> payers.becomeHasty();
      case TWO_ROOTS -> cluster.corrupt(1, LyingValidator.Manner.SIGNS_BOTH);
      case TWO_SILENT -> {
        cluster.corrupt(1, LyingValidator.Manner.WITHHOLDS);
        cluster.corrupt(2, LyingValidator.Manner.WITHHOLDS);
      }
      case NOTHING,
          NUMBER_FORGOTTEN,
          SETTLED_AGAIN,
          QUEUE_LOST,
          OTHER_ROW,
          NAME_IN_A_LEAF,
          EPOCH_UNPROVEN -> {}
    }
  }

  /** Does once what is planted, in the midst of the scenario. */
  void step() {
    if (done || cluster.now().isBefore(at)) {
      return;
    }
    done = true;
    switch (plant) {
      case NOTHING, HASTY_PAYERS, TWO_ROOTS, TWO_SILENT -> {}
      case NUMBER_FORGOTTEN ->
          issue(
              EVIDENCE,
              number -> {
                everywhere(key(INVOICE, number), _ -> null);
                desk.begin(
                    Market.HOSPITAL, List.of(new IssueInvoice(number, EVIDENCE, 1, 1)), _ -> {});
              });
      case SETTLED_AGAIN -> issue(EVIDENCE, this::settleTwice);
      case QUEUE_LOST -> loseQueue();
      case EPOCH_UNPROVEN -> loseProof();
      case OTHER_ROW -> issue(EVIDENCE, number -> change(2, key(INVOICE, number), Planted::other));
      case NAME_IN_A_LEAF -> {
        byte[] name = PlantedWords.name().getBytes(StandardCharsets.UTF_8);
        issue(Digest.of(Arrays.copyOf(name, Digest.LENGTH)), _ -> {});
      }
    }
  }

  private interface Issued {
    void under(long number);
  }

  /** Issues an invoice of which nobody else knows. */
  private void issue(Digest commitment, Issued issued) {
    long number = market.number(Market.HOSPITAL).orElseThrow();
    desk.begin(
        Market.HOSPITAL,
        List.of(new IssueInvoice(number, commitment, 10 * FEN, 10 * FEN)),
        _ -> issued.under(number));
  }

  private void settleTwice(long number) {
    var reserve =
        new ReserveReimbursement(
            number,
            CLAIM_ID,
            FEN,
            EVIDENCE,
            EVIDENCE,
            EVIDENCE,
            EpochNanos.of(desk.now().plusSeconds(60)),
            true,
            Medium.ELECTRONIC);
    var settle = new SettleReimbursement(number, CLAIM_ID, FEN, EVIDENCE);
    desk.begin(
        PAYER,
        List.of(reserve, settle),
        _ -> {
          everywhere(
              ByteBuffer.allocate(1 + 4).put(OPEN).putInt(PAYER).array(),
              row -> ByteBuffer.allocate(8).putLong(ByteBuffer.wrap(row).getLong() + 1).array());
          everywhere(key(INVOICE, number), row -> moved(row, 4 + 1 + 32 + 3 * 8));
          everywhere(
              key(CLAIM, number, PAYER, CLAIM_ID),
              row -> {
                row[0] = COMMITTED;
                return moved(row, 1 + 32 + 2 * 8);
              });
          desk.begin(PAYER, List.of(settle), _ -> {});
        });
  }

  /** The row when what is reimbursed, the field after the committed one, is committed. */
  private static byte[] moved(byte[] row, int committedAt) {
    var fields = ByteBuffer.wrap(row);
    fields.putLong(committedAt, fields.getLong(committedAt) + FEN);
    fields.putLong(committedAt + 8, fields.getLong(committedAt + 8) - FEN);
    return row;
  }

  private static byte[] other(byte[] row) {
    row[10] ^= 1;
    return row;
  }

  private static byte[] key(byte table, long number) {
    return ByteBuffer.allocate(1 + 8).put(table).putLong(number).array();
  }

  private static byte[] key(byte table, long number, int payer, ClaimId claim) {
    return ByteBuffer.allocate(1 + 8 + 4 + 16)
        .put(table)
        .putLong(number)
        .putInt(payer)
        .put(claim.bytes())
        .array();
  }

  private interface RowChange {
    byte @Nullable [] of(byte[] row);
  }

  private void everywhere(byte[] key, RowChange change) {
    for (int member = 1; member <= 4; member++) {
      change(member, key, change);
    }
  }

  private void change(int member, byte[] key, RowChange change) {
    var disk = cluster.disk(member);
    byte[] row = Objects.requireNonNull(disk.get(Family.ROWS, key), "not executed there");
    byte[] next = change.of(row);
    var writes = new WriteSet();
    if (next == null) {
      writes.remove(Family.ROWS, key);
    } else {
      writes.put(Family.ROWS, key, next);
    }
    disk.write(writes, Durability.SYNCED);
  }

  private void loseQueue() {
    long number = market.number(Market.HOSPITAL).orElseThrow();
    desk.walkAway(Market.HOSPITAL, List.of(new IssueInvoice(number, EVIDENCE, 1, 1)), 1);
    cluster.crash(1);
    var disk = cluster.disk(1);
    var writes = new WriteSet();
    disk.range(Family.SUBMISSIONS, new byte[0], null, Integer.MAX_VALUE)
        .forEach(row -> writes.remove(Family.SUBMISSIONS, row.key()));
    disk.write(writes, Durability.SYNCED);
    cluster.start(1);
  }

  private void loseProof() {
    var validators = cluster.running(2).orElseThrow().validators();
    var writes = new WriteSet();
    writes.remove(Family.CHECKPOINTS, Keys.of(validators.present().fromSize() - 1));
    cluster.disk(2).write(writes, Durability.SYNCED);
  }
}
