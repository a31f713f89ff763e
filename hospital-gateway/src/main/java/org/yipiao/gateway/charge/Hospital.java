package org.yipiao.gateway.charge;

import org.yipiao.invoice.document.Issuer;
import org.yipiao.platform.id.TenantId;

/**
 * Whose gateway this is.
 *
 * @param tenant its name in access tokens
 * @param instance this gateway's name in allocations
 */
public record Hospital(Issuer issuer, TenantId tenant, String instance) {}
