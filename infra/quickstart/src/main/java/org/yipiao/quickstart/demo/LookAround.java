package org.yipiao.quickstart.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.ports.PlatformPort;

/**
 * What is said about a platform that keeps running: where its parts are, and a command that asks
 * one of them with a token.
 *
 * @param root the clone
 * @param data the platform's data directory
 * @param url the address of a part's HTTP port
 * @param nodes the addresses of the ledger's nodes
 * @param invoice one that was issued, 18 digits; null when none was
 */
record LookAround(
    Path root,
    Path data,
    Function<PlatformPort, String> url,
    List<String> nodes,
    @Nullable String invoice) {

  /** Prints a development client's token; under the clone. */
  static final String TOKEN_SCRIPT = "infra/cli/token.sh";

  LookAround {
    nodes = List.copyOf(nodes);
  }

  /** An invoice that the run issued; null when its report names none. */
  static @Nullable String invoiceOf(DemoReport report) {
    if (!report.claims().isEmpty()) {
      return report.claims().getFirst().invoice();
    }
    for (DemoReport.Message message : report.messages()) {
      if (message.invoice() != null) {
        return message.invoice();
      }
    }
    return null;
  }

  List<String> lines() {
    return List.of(
        "Everything keeps running; look around:",
        "  hospital's gateway  " + url.apply(PlatformPort.GATEWAY_ONE),
        "  invoices            " + url.apply(PlatformPort.INVOICE),
        "  claims              " + url.apply(PlatformPort.CLAIMS),
        "  ledger nodes        " + String.join(" ", nodes),
        "  checkpoint          " + nodes.getFirst() + "/checkpoint",
        "  data and logs       " + data,
        "Ask for %s status, with curl and OpenSSL 3 (more calls: infra/docs/integrating.md):"
            .formatted(invoice == null ? "the gateway's" : "an invoice's"),
        "  " + command(),
        "Ctrl-C stops everything.");
  }

  /** For a POSIX shell in any folder. */
  String command() {
    return invoice == null
        ? ask(url.apply(PlatformPort.GATEWAY_ONE) + "/v1/status", "his-hospital-one")
        : ask(url.apply(PlatformPort.INVOICE) + "/v1/invoices/" + invoice, "patient-app");
  }

  private String ask(String uri, String client) {
    return "curl -sS %s -H \"Authorization: Bearer $(CLIENTS=%s ISSUER=%s bash %s %s)\""
        .formatted(
            uri,
            word(data.resolve("clients")),
            url.apply(PlatformPort.AUTHORIZATION),
            word(root.resolve(TOKEN_SCRIPT)),
            client);
  }

  /** A path as one word of a shell. */
  private static String word(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
