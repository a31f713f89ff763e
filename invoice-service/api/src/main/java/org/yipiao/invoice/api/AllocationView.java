package org.yipiao.invoice.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A range of numbers. A gateway draws from it only once it is {@link BatchState#FINAL}.
 *
 * @param allocationId 32 hexadecimal characters
 * @param member the hospital's number
 * @param firstNumber 票据号码, 10 digits
 * @param lastNumber inclusive
 * @param outcome what the ledger said of it, or {@code EXPIRED_TOO_OFTEN}: all transactions for it
 *     expired before the ledger took them, as when the register's clock is behind; nothing was
 *     given, and another range can be asked for
 */
public record AllocationView(
    String allocationId,
    BatchState state,
    String hospital,
    int member,
    String gatewayInstance,
    String code,
    String firstNumber,
    String lastNumber,
    Instant requestedAt,
    @Nullable Instant finalAt,
    @Nullable String outcome) {}
