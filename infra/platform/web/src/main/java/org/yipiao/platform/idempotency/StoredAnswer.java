package org.yipiao.platform.idempotency;

import org.jspecify.annotations.Nullable;

/**
 * An answer as it was given.
 *
 * @param status HTTP status
 * @param type {@code Content-Type}, if there was a body
 * @param location {@code Location}, if there was one
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record StoredAnswer(int status, @Nullable String type, @Nullable String location, byte[] body) {}
