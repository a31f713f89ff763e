package org.yipiao.gateway.hl7;

import java.time.ZoneId;
import java.util.Map;

/**
 * What one hospital's messages mean.
 *
 * @param zone of times without an offset
 * @param nationalDocumentTypes which identifiers are a national identity document, and of which
 *     kind: the key is an identifier type of PID-3.5 such as {@code NI}, or {@code PID-19}
 */
public record Hl7Profile(ZoneId zone, Map<String, String> nationalDocumentTypes) {

  /** The key that stands for PID-19, which has no identifier type. */
  public static final String PID_19 = "PID-19";

  public Hl7Profile {
    nationalDocumentTypes = Map.copyOf(nationalDocumentTypes);
  }
}
