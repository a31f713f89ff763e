package org.yipiao.quickstart.drive;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An insurer's plan that pays whatever is left of a bill.
 *
 * @param planId its name
 * @param source where it comes from, as the plan says
 * @param english its title
 * @param chinese its title
 * @param unlisted what becomes of an item that the catalogue, which is empty, does not have: {@code
 *     AS_PRINTED} or {@code REVIEW}
 */
public record WholeBillPlan(
    String planId, String source, String english, String chinese, String unlisted) {

  /** The plan's text, as the claims service takes it. */
  public JsonNode effectiveFrom(LocalDate from) {
    return JsonMapper.shared()
        .valueToTree(
            Map.ofEntries(
                Map.entry("format", "yipiao-plan/1"),
                Map.entry("planId", planId),
                Map.entry("effectiveFrom", from.toString()),
                Map.entry("region", "110000"),
                Map.entry("official", false),
                Map.entry("source", source),
                Map.entry("titles", Map.of("en", english, "zh-CN", chinese)),
                Map.entry("catalogue", Map.of("unlisted", unlisted, "items", List.of())),
                Map.entry("kind", "COMMERCIAL"),
                Map.entry("eligible", "ALL"),
                Map.entry("deductible", "0.00"),
                Map.entry("ratio", "1.00"),
                Map.entry("ratioNotSettledSocially", "1.00"),
                Map.entry("annualCap", "3000000.00"),
                Map.entry("otherPayIsSocial", true),
                Map.entry("coordinationOrder", 20)));
  }
}
