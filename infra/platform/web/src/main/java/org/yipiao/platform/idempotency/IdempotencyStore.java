package org.yipiao.platform.idempotency;

import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.store.Instants;

/**
 * Keys, claims on them and answers, in the table {@code idempotency_key}. A row's actor is the
 * client whose attempt holds the key, or has answered under it.
 */
final class IdempotencyStore {

  private final JdbcClient jdbc;
  private final InstantSource time;
  private final Duration lease;

  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record Row(
      String endpoint,
      byte[] requestHash,
      String requestShape,
      String claim,
      LocalDateTime claimedAt,
      @Nullable Integer answerStatus,
      @Nullable String answerType,
      @Nullable String answerLocation,
      byte @Nullable [] answerBody) {}

  IdempotencyStore(JdbcClient jdbc, InstantSource time, Duration lease) {
    this.jdbc = jdbc;
    this.time = time;
    this.lease = lease;
  }

  /** Asks for the key; to be called outside any transaction, so that others see the claim. */
  ClaimOutcome claim(Attempt attempt) {
    var claim = randomClaim();
    // A key that is released between the two statements is asked for again.
    for (int round = 0; round < 3; round++) {
      if (insert(attempt, claim)) {
        return new ClaimOutcome.Claimed(claim);
      }
      var row = find(attempt.tenant(), attempt.key());
      if (row.isPresent()) {
        return judge(attempt, claim, row.get());
      }
    }
    return new ClaimOutcome.InFlight();
  }

  private boolean insert(Attempt attempt, String claim) {
    var request = attempt.request();
    var now = Instants.toColumn(time.instant());
    try {
      jdbc.sql(
              """
              INSERT INTO idempotency_key
                (tenant, idempotency_key, endpoint, request_hash, request_shape, claim,
                 claimed_at, created_at, actor, cause)
              VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
              """)
          .params(
              attempt.tenant().value(),
              attempt.key(),
              request.endpoint(),
              request.hash(),
              request.shape(),
              claim,
              now,
              now,
              attempt.actor(),
              attempt.cause())
          .update();
      return true;
    } catch (DuplicateKeyException e) {
      return false;
    }
  }

  private Optional<Row> find(TenantId tenant, String key) {
    return jdbc.sql(
            """
            SELECT endpoint, request_hash, request_shape, claim, claimed_at,
                   answer_status, answer_type, answer_location, answer_body
              FROM idempotency_key WHERE tenant = ? AND idempotency_key = ?
            """)
        .params(tenant.value(), key)
        .query((rs, _) ->
            new Row(
                rs.getString(1),
                rs.getBytes(2),
                rs.getString(3),
                rs.getString(4),
                rs.getObject(5, LocalDateTime.class),
                rs.getObject(6, Integer.class),
                rs.getString(7),
                rs.getString(8),
                rs.getBytes(9)))
        .optional();
  }

  private ClaimOutcome judge(Attempt attempt, String claim, Row row) {
    var request = attempt.request();
    if (!request.isSameAs(row.requestHash())) {
      boolean otherEndpoint = !row.endpoint().equals(request.endpoint());
      return new ClaimOutcome.Reused(
          otherEndpoint, otherEndpoint ? List.of() : request.differences(row.requestShape()));
    }
    var status = row.answerStatus();
    if (status != null) {
      return new ClaimOutcome.Answered(
          new StoredAnswer(
              status,
              row.answerType(),
              row.answerLocation(),
              Objects.requireNonNullElse(row.answerBody(), new byte[0])));
    }
    var abandonedBefore = Instants.toColumn(time.instant().minus(lease));
    if (row.claimedAt().isBefore(abandonedBefore) && takeOver(attempt, row.claim(), claim)) {
      return new ClaimOutcome.Claimed(claim);
    }
    return new ClaimOutcome.InFlight();
  }

  private boolean takeOver(Attempt attempt, String before, String claim) {
    return jdbc.sql(
                """
                UPDATE idempotency_key SET claim = ?, claimed_at = ?, actor = ?, cause = ?
                 WHERE tenant = ? AND idempotency_key = ? AND claim = ? AND answer_status IS NULL
                """)
            .params(
                claim,
                Instants.toColumn(time.instant()),
                attempt.actor(),
                attempt.cause(),
                attempt.tenant().value(),
                attempt.key(),
                before)
            .update()
        == 1;
  }

  /**
   * Stores the answer, in the surrounding transaction if there is one; false if the claim is lost.
   */
  boolean answer(TenantId tenant, String key, String claim, StoredAnswer answer) {
    return jdbc.sql(
                """
                UPDATE idempotency_key
                   SET answer_status = ?, answer_type = ?, answer_location = ?, answer_body = ?
                 WHERE tenant = ? AND idempotency_key = ? AND claim = ? AND answer_status IS NULL
                """)
            .param(answer.status())
            .param(answer.type())
            .param(answer.location())
            .param(answer.body())
            .param(tenant.value())
            .param(key)
            .param(claim)
            .update()
        == 1;
  }

  /** Gives the key back without an answer. */
  void release(TenantId tenant, String key, String claim) {
    jdbc.sql(
            """
            DELETE FROM idempotency_key
             WHERE tenant = ? AND idempotency_key = ? AND claim = ? AND answer_status IS NULL
            """)
        .params(tenant.value(), key, claim)
        .update();
  }

  /** Deletes at most {@code limit} keys made longer than {@code retention} ago. */
  int deleteOlderThan(Duration retention, int limit) {
    return jdbc.sql("DELETE FROM idempotency_key WHERE created_at < ? LIMIT ?")
        .params(Instants.toColumn(time.instant().minus(retention)), limit)
        .update();
  }

  private static String randomClaim() {
    var random = ThreadLocalRandom.current();
    return HexFormat.of().toHexDigits(random.nextLong())
        + HexFormat.of().toHexDigits(random.nextLong());
  }
}
