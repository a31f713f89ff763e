package org.yipiao.claims.server.coverage;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.adjudication.plan.PlanId;
import org.yipiao.platform.id.TenantId;

/**
 * One of a person's policies, without the account to which is paid.
 *
 * @param validTo last day, inclusive, or null until further notice
 */
public record InsuredPolicy(
    TenantId payer, String policy, PlanId plan, LocalDate validFrom, @Nullable LocalDate validTo) {}
