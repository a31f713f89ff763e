package org.yipiao.invoice.api;

/**
 * Asks for numbers.
 *
 * @param hospital the hospital's tenant
 * @param gatewayInstance which of its gateways draws from the range, {@code a-z 0-9 -}
 * @param code 票据代码, 8 digits
 * @param count 1 to {@link #MAX_COUNT}
 */
public record AllocationRequest(String hospital, String gatewayInstance, String code, int count) {

  public static final int MAX_COUNT = 10_000_000;
}
