package org.yipiao.claims.api;

import java.time.LocalDate;

/**
 * One version of a plan as stored.
 *
 * @param digest SHA-256 in hex of its canonical JSON
 * @param official false for a test profile
 */
public record PlanVersionView(
    String planId, LocalDate effectiveFrom, String digest, boolean official) {}
