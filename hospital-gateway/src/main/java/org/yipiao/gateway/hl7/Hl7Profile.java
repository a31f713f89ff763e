package org.yipiao.gateway.hl7;

import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;

/**
 * What one hospital's messages mean, and how they are answered.
 *
 * @param zone of times without an offset
 * @param nationalDocumentTypes which identifiers are a national identity document, and of which
 *     kind: the key is an identifier type of PID-3.5 such as {@code NI}, or {@code PID-19}
 * @param language in which its answers give reasons
 */
public record Hl7Profile(ZoneId zone, Map<String, String> nationalDocumentTypes, Locale language) {

  /** The key that stands for PID-19, which has no identifier type. */
  public static final String PID_19 = "PID-19";

  public Hl7Profile {
    nationalDocumentTypes = Map.copyOf(nationalDocumentTypes);
  }
}
