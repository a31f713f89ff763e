package org.yipiao.claims.server.verification;

import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.tenant.PayerTenant;

/** Says whether a claim's invoice is genuine, final and the insured person's, and what it says. */
@FunctionalInterface
public interface InvoiceVerification {

  Verification verify(PayerTenant payer, Claim claim);
}
