package org.yipiao.gateway.hl7;

import org.yipiao.gateway.charge.RefusalCode;

/**
 * Why a message was not taken, and where.
 *
 * @param reason English text without personal data
 */
public record Hl7Refusal(RefusalCode code, Hl7Location location, String reason) {}
