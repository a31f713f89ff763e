package org.yipiao.claims.server.plan;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

record PlanRow(
    String tenant,
    String planId,
    LocalDate effectiveFrom,
    @Nullable LocalDate effectiveTo,
    String content,
    String digest,
    boolean official,
    Instant createdAt,
    String actor,
    String cause) {}
