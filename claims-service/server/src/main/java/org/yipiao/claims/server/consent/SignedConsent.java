package org.yipiao.claims.server.consent;

/**
 * A consent as it is kept with the claim that it serves.
 *
 * @param consentId under which the register keeps it
 * @param nonce fresh for each consent
 * @param signed the register's compact JWS over it, as it was handed in
 */
public record SignedConsent(String consentId, String nonce, String signed) {}
