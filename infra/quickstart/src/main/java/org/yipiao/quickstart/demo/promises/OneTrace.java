package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
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
 * hospital's message over the ledger to the payout by one trace id.
 */
public final class OneTrace {

  private static final String ANY_NODE = "any ledger node";

  private final JsonHttp http;
  private final Installation installation;
  private final List<String> failures = new ArrayList<>();

  public OneTrace(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** What does not hold, in sentences. */
  public List<String> failures() {
    return List.copyOf(failures);
  }

  /**
   * Follows a paid bill, whose state the hospital's system asks for at the public door.
   *
   * @param hospital tenant of the hospital that issued it
   * @return the trace id that its gateway gave the message
   */
  public String follow(String hospital, Bill bill) throws IOException {
    String number = URLEncoder.encode(bill.qualifiedBusinessNumber(), StandardCharsets.UTF_8);
    String traceId =
        PayerDesk.require(
                http.get(
                    installation.hospitalInterface(
                        hospital, "/v1/charges?businessNumber=" + number),
                    installation.bearer("his-" + hospital)),
                "read the state of a bill")
            .path("traceId")
            .asString("");
    List<String> missing =
        missing(
            installation.logs(),
            traceId,
            List.of("gateway-" + hospital, "invoice-service", "claims-service", "bank"));
    if (!missing.isEmpty()) {
      failures.add(
          "does not hold: one trace id from the message to the payout: %s is not in the log of %s"
              .formatted(traceId.isEmpty() ? "(none)" : traceId, String.join(", ", missing)));
    }
    return traceId;
  }

  /** Those of the parts whose log has no line under the trace; of the nodes one is enough. */
  static List<String> missing(Path logs, String traceId, List<String> parts) throws IOException {
    List<String> missing = new ArrayList<>();
    for (String part : parts) {
      if (!tells(logs.resolve(part + ".log"), traceId)) {
        missing.add(part);
      }
    }
    if (!aNodeTells(logs, traceId)) {
      missing.add(ANY_NODE);
    }
    return missing;
  }

  /** Senders hand a transaction to one node, and to the next when that one does not take it. */
  private static boolean aNodeTells(Path logs, String traceId) throws IOException {
    try (DirectoryStream<Path> nodes = Files.newDirectoryStream(logs, "ledger-*.log")) {
      for (Path node : nodes) {
        if (tells(node, traceId)) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean tells(Path log, String traceId) throws IOException {
    if (!traceId.matches("[0-9a-f]{32}") || !Files.exists(log)) {
      return false;
    }
    try (var lines = Files.newBufferedReader(log)) {
      return lines.lines().anyMatch(line -> line.contains("[" + traceId + "]"));
    }
  }
}
