package org.yipiao.claims.server.web;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemException;

/** A claim's place in a list by time, written as microseconds since 1970 and the claim's id. */
record ListPlace(Instant at, String claimId) {

  /** Before every claim. */
  static final ListPlace BEGINNING = new ListPlace(Instant.EPOCH, "");

  /** Reads {@code ?after}. */
  static ListPlace parse(String place) {
    if (!place.matches("[0-9]{1,16}-[0-9a-f]{32}")) {
      throw new ProblemException(
          PlatformProblem.REQUEST_INVALID,
          List.of(FieldFault.of("?after", PlatformReason.NOT_VALID)));
    }
    int dash = place.indexOf('-');
    return new ListPlace(
        Instant.EPOCH.plus(Long.parseLong(place.substring(0, dash)), ChronoUnit.MICROS),
        place.substring(dash + 1));
  }

  String write() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, at) + "-" + claimId;
  }
}
