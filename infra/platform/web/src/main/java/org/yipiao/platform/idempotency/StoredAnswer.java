package org.yipiao.platform.idempotency;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * An answer as it was given.
 *
 * @param status HTTP status
 * @param type {@code Content-Type}, if there was a body
 * @param location {@code Location}, if there was one
 * @param body the bytes
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record StoredAnswer(int status, @Nullable String type, @Nullable String location, byte[] body) {

  static StoredAnswer of(ContentCachingResponseWrapper response) {
    return new StoredAnswer(
        response.getStatus(),
        response.getContentType(),
        response.getHeader(HttpHeaders.LOCATION),
        response.getContentAsByteArray());
  }

  StoredAnswer withoutBody() {
    return new StoredAnswer(status, null, location, new byte[0]);
  }
}
