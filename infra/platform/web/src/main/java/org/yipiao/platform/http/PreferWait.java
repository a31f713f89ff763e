package org.yipiao.platform.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller is ready to wait for a change (RFC 7240, preference {@code wait}). */
public final class PreferWait {

  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,6})\"?\\s*(?:$|[,;])");

  private PreferWait() {}

  /**
   * Seconds named by a {@code Prefer} header, at most {@code limit}; zero when there is none or it
   * cannot be read, since a preference may be ignored.
   */
  public static Duration of(@Nullable String prefer, Duration limit) {
    if (prefer == null || prefer.length() > 256) {
      return Duration.ZERO;
    }
    var matcher = WAIT.matcher(prefer);
    if (!matcher.find()) {
      return Duration.ZERO;
    }
    var asked = Duration.ofSeconds(Long.parseLong(matcher.group(1)));
    return asked.compareTo(limit) > 0 ? limit : asked;
  }
}
