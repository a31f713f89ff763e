package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yipiao.quickstart.drive.Bill;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;

/**
 * Looks into the logs whether an invoice that was claimed and paid can be followed from the
 * hospital's message to the payout by one trace id.
 */
final class OneTrace {

  private final JsonHttp http;
  private final Installation installation;
  private final List<String> failures = new ArrayList<>();

  OneTrace(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** What does not hold, in sentences. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * Follows a paid bill.
   *
   * @param hospital tenant of the hospital that issued it
   * @return the trace id that its gateway gave the message
   */
  String follow(String hospital, URI gateway, Bill bill) throws IOException {
    String number =
        URLEncoder.encode(bill.sender() + ":" + bill.businessNumber(), StandardCharsets.UTF_8);
    String traceId =
        PayerDesk.require(
                http.get(
                    gateway.resolve("/v1/charges?businessNumber=" + number),
                    installation.bearer("his-" + hospital)),
                "read the state of a bill")
            .path("traceId")
            .asString("");
    List<String> missing =
        missing(
            installation.data().resolve("logs"),
            traceId,
            List.of("gateway-" + hospital, "invoice-service", "claims-service", "bank"));
    if (!missing.isEmpty()) {
      failures.add(
          "does not hold: one trace id from the message to the payout: %s is not in the log of %s"
              .formatted(traceId.isEmpty() ? "(none)" : traceId, String.join(", ", missing)));
    }
    return traceId;
  }

  /** Those of the parts whose log has no line under the trace. */
  static List<String> missing(Path logs, String traceId, List<String> parts) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String part : parts) {
      Path log = logs.resolve(part + ".log");
      if (!traceId.matches("[0-9a-f]{32}") || !Files.exists(log)) {
        missing.add(part);
        continue;
      }
      try (var lines = Files.newBufferedReader(log)) {
        if (lines.lines().noneMatch(line -> line.contains("[" + traceId + "]"))) {
          missing.add(part);
        }
      }
    }
    return missing;
  }
}
