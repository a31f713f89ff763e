package org.yipiao.platform.outbox;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Names of the headers every published record carries, each in ASCII. */
public final class EventHeaders {

  /** UUID by which a consumer knows an event it has seen. */
  public static final String EVENT_ID = "event-id";

  /** The event's type. */
  public static final String EVENT_TYPE = "event-type";

  /** The tenant it belongs to. */
  public static final String TENANT = "tenant";

  private EventHeaders() {}

  /** The last header of that name. */
  public static Optional<String> read(Headers headers, String name) {
    var header = headers.lastHeader(name);
    return header == null || header.value() == null
        ? Optional.empty()
        : Optional.of(new String(header.value(), StandardCharsets.US_ASCII));
  }
}
