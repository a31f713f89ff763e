package org.yipiao.claims.api;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A coverage as stored. */
public record CoverageView(
    String personId,
    String policy,
    String planId,
    LocalDate validFrom,
    @Nullable LocalDate validTo) {}
