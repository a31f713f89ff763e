package org.yipiao.quickstart.drive.phone;

import java.util.Map;
import org.yipiao.platform.id.ClaimId;

/**
 * A claim with its consent as the app sends it, again unchanged when no answer comes.
 *
 * @param body the JSON of {@code POST /api/claims}
 */
public record PreparedClaim(ClaimId claim, Map<String, Object> body) {

  public PreparedClaim {
    body = Map.copyOf(body);
  }
}
