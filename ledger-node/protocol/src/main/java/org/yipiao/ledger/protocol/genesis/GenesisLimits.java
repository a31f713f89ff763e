package org.yipiao.ledger.protocol.genesis;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;

/**
 * The limits that all validators apply alike.
 *
 * @param transactionBytes of a transaction's envelope
 * @param operationsPerTransaction at most 65 535
 * @param transactionExpirySeconds how far after consensus a transaction's expiry may lie
 * @param reservationExpirySeconds how far after consensus a reservation's expiry may lie
 * @param openReservationsPerPayer reserved and committed together
 * @param numbersPerRange of one allocation
 * @param blockIntervalMillis least consensus time between two blocks
 */
public record GenesisLimits(
    int transactionBytes,
    int operationsPerTransaction,
    int transactionExpirySeconds,
    int reservationExpirySeconds,
    int openReservationsPerPayer,
    int numbersPerRange,
    int blockIntervalMillis) {

  private static final int DAY = 86_400;

  public static final GenesisLimits DEFAULT =
      new GenesisLimits(130_000, 1_000, DAY, DAY, 1_000_000, 100_000_000, 50);

  public GenesisLimits {
    check(transactionBytes, 1_000, 131_071, "transactionBytes");
    check(operationsPerTransaction, 1, 0xffff, "operationsPerTransaction");
    check(transactionExpirySeconds, 1, DAY, "transactionExpirySeconds");
    check(reservationExpirySeconds, 1, DAY, "reservationExpirySeconds");
    check(openReservationsPerPayer, 1, Integer.MAX_VALUE, "openReservationsPerPayer");
    check(numbersPerRange, 1, Integer.MAX_VALUE, "numbersPerRange");
    check(blockIntervalMillis, 1, 60_000, "blockIntervalMillis");
  }

  private static void check(int value, int min, int max, String name) {
    if (value < min || value > max) {
      throw new FormatException(name + " is not in " + min + ".." + max);
    }
  }

  static GenesisLimits read(JsonObject in) {
    var limits =
        new GenesisLimits(
            in.int32("transactionBytes", 0, Integer.MAX_VALUE),
            in.int32("operationsPerTransaction", 0, Integer.MAX_VALUE),
            in.int32("transactionExpirySeconds", 0, Integer.MAX_VALUE),
            in.int32("reservationExpirySeconds", 0, Integer.MAX_VALUE),
            in.int32("openReservationsPerPayer", 0, Integer.MAX_VALUE),
            in.int32("numbersPerRange", 0, Integer.MAX_VALUE),
            in.int32("blockIntervalMillis", 0, Integer.MAX_VALUE));
    in.end();
    return limits;
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("transactionBytes", transactionBytes);
    json.put("operationsPerTransaction", operationsPerTransaction);
    json.put("transactionExpirySeconds", transactionExpirySeconds);
    json.put("reservationExpirySeconds", reservationExpirySeconds);
    json.put("openReservationsPerPayer", openReservationsPerPayer);
    json.put("numbersPerRange", numbersPerRange);
    json.put("blockIntervalMillis", blockIntervalMillis);
    return json;
  }

  public TransactionLimits transaction() {
    return new TransactionLimits(transactionBytes, operationsPerTransaction);
  }

  public Duration transactionExpiry() {
    return Duration.ofSeconds(transactionExpirySeconds);
  }

  public Duration reservationExpiry() {
    return Duration.ofSeconds(reservationExpirySeconds);
  }

  public Duration blockInterval() {
    return Duration.ofMillis(blockIntervalMillis);
  }
}
