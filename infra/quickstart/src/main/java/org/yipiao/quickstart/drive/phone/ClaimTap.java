package org.yipiao.quickstart.drive.phone;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import tools.jackson.databind.JsonNode;

/**
 * What a patient's tap sends: the consent and the claim. Its ids are the page's own, so that it can
 * be sent again when nobody knows what became of it.
 *
 * @param body of {@code POST /api/claims}
 */
public record ClaimTap(ClaimId claim, Map<String, Object> body) {

  public ClaimTap {
    body = Map.copyOf(body);
  }

  /**
   * @param option of the claim's screen
   */
  static ClaimTap of(InvoiceId invoice, JsonNode option, RandomGenerator random) {
    ClaimId claim = ClaimId.random(random);
    byte[] consent = new byte[16];
    random.nextBytes(consent);
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("claimId", claim.value());
    body.put("consentId", HexFormat.of().formatHex(consent));
    body.put("invoiceId", invoice.toString());
    body.put("payer", option.path("payer").asString());
    body.put("policy", option.path("policy").asString());
    body.put("fields", option.path("consent").path("fields"));
    body.put("expiresAt", option.path("consent").path("expiresAt"));
    return new ClaimTap(claim, body);
  }
}
