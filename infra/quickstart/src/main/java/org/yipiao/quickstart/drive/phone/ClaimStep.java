package org.yipiao.quickstart.drive.phone;

import java.time.Instant;
import tools.jackson.databind.JsonNode;

/**
 * A step of a claim as its person's page is told of it.
 *
 * @param n place in the claim's timeline, from 1 on
 * @param state name of the state that was entered
 * @param ended whether that state will not change by itself
 */
public record ClaimStep(long n, String state, Instant at, boolean ended) {

  static ClaimStep of(JsonNode data) {
    return new ClaimStep(
        data.path("n").asLong(),
        data.path("state").asString(),
        Instant.parse(data.path("at").asString()),
        data.path("ended").asBoolean(false));
  }
}
