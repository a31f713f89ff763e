package org.yipiao.bench.ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Finds the highest rate of a ladder that nodes keep with transactions of one size: everything that
 * was due is final, 99 of 100 within a second. It climbs two rungs at a time until one is not kept
 * twice, tries the one between, and then holds the best for longer; if that is not kept, the next
 * lower.
 */
final class RateSearch {

  /** A rate is kept when 99 of 100 transactions are final within that time. */
  static final double KEPT_MILLIS = 1_000;

  /** Operations each second; 11 574 are a billion a day. */
  static final List<Integer> LADDER =
      List.of(
          50, 100, 150, 200, 300, 400, 600, 800, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 8_000,
          10_000, 11_574, 13_500, 16_000, 20_000, 25_000, 30_000, 40_000, 50_000, 60_000, 80_000,
          100_000, 150_000, 200_000);

  /** At the first rung so many transactions a second are due at least: of few each is the 99th. */
  private static final int TRANSACTIONS_A_SECOND = 20;

  /** In so short a time one pause decides: what is not kept is tried once more. */
  private static final int TRIES = 2;

  private final Load load;
  private final int rungSeconds;
  private final int holdSeconds;

  /** Runs one steady load. */
  interface Load {
    LedgerReport.Loaded run(LedgerOptions.Step step, int seconds)
        throws IOException, InterruptedException;
  }

  /**
   * What was found.
   *
   * @param batch operations in each transaction
   * @param rungs in the order in which they were tried
   * @param held the highest that was kept for longer; {@code null} when none was
   */
  record Found(int batch, List<LedgerReport.Loaded> rungs, LedgerReport.@Nullable Loaded held) {}

  /**
   * @param rungSeconds how long a rung is tried
   * @param holdSeconds how long the best is held
   */
  RateSearch(Load load, int rungSeconds, int holdSeconds) {
    this.load = load;
    this.rungSeconds = rungSeconds;
    this.holdSeconds = holdSeconds;
  }

  /** The lowest rung comes first without counting: nodes that never saw such batches are slow. */
  Found find(int batch) throws IOException, InterruptedException {
    load.run(new LedgerOptions.Step(batch, LADDER.get(first(batch))), rungSeconds);
    List<LedgerReport.Loaded> rungs = new ArrayList<>();
    for (int at = highest(batch, rungs); at >= 0; at--) {
      var held = load.run(new LedgerOptions.Step(batch, LADDER.get(at)), holdSeconds);
      if (kept(held)) {
        return new Found(batch, rungs, held);
      }
      rungs.add(held);
    }
    return new Found(batch, rungs, null);
  }

  /** The highest rung that is kept for the shorter time, -1 when not even the lowest is. */
  private int highest(int batch, List<LedgerReport.Loaded> rungs)
      throws IOException, InterruptedException {
    Map<Integer, Boolean> tried = new HashMap<>();
    int at = first(batch);
    while (at < LADDER.size() && tries(batch, at, rungs, tried)) {
      at += 2;
    }
    at = Math.min(at - 1, LADDER.size() - 1);
    while (at >= 0 && !tries(batch, at, rungs, tried)) {
      at--;
    }
    return at;
  }

  private static int first(int batch) {
    int at = 0;
    while (LADDER.get(at) < batch * TRANSACTIONS_A_SECOND) {
      at++;
    }
    return at;
  }

  private boolean tries(
      int batch, int at, List<LedgerReport.Loaded> rungs, Map<Integer, Boolean> tried)
      throws IOException, InterruptedException {
    Boolean known = tried.get(at);
    if (known != null) {
      return known;
    }
    boolean kept = false;
    for (int i = 0; i < TRIES && !kept; i++) {
      var rung = load.run(new LedgerOptions.Step(batch, LADDER.get(at)), rungSeconds);
      rungs.add(rung);
      kept = kept(rung);
    }
    tried.put(at, kept);
    return kept;
  }

  /** In an open loop a backlog that grows would show in the times. */
  static boolean kept(LedgerReport.Loaded step) {
    return step.failures().isEmpty() && step.finality().p99() < KEPT_MILLIS;
  }
}
