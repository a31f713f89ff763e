package org.yipiao.quickstart.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yipiao.quickstart.demo.report.DemoReport;
import org.yipiao.quickstart.demo.report.DemoReport.OfflineVerification;
import org.yipiao.quickstart.parts.Staff;
import org.yipiao.quickstart.ports.PlatformPort;

/**
 * What is said about a platform that keeps running: where its parts are, a command that asks one of
 * them with a token, and one that verifies an invoice's proof without any of them.
 *
 * @param root the clone
 * @param data the platform's data directory
 * @param url the address of a part's HTTP port
 * @param publicUrl what browsers call
 * @param phones of the patients who can sign in, 11 digits each
 * @param nodes the addresses of the ledger's nodes
 * @param invoice one that the first hospital issued, 18 digits; null when none was
 * @param kept the proof that the run has written into a file; null when it wrote none
 */
record LookAround(
    Path root,
    Path data,
    Function<PlatformPort, String> url,
    String publicUrl,
    List<String> phones,
    List<String> nodes,
    @Nullable String invoice,
    @Nullable OfflineVerification kept) {

  /** Prints a development client's token; under the clone. */
  static final String TOKEN_SCRIPT = "infra/cli/token.sh";

  /** The system of the hospital that issued the invoice. */
  private static final String ISSUER = "his-hospital-one";

  LookAround {
    phones = List.copyOf(phones);
    nodes = List.copyOf(nodes);
  }

  /** An invoice that the first hospital issued; null when the report names none. */
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
    List<String> lines = new ArrayList<>();
    lines.add("Everything keeps running; look around in a browser:");
    lines.addAll(pages());
    lines.add("And with other programs:");
    lines.add("  hospital's gateway  " + url.apply(PlatformPort.GATEWAY_ONE));
    lines.add("  invoices            " + url.apply(PlatformPort.INVOICE));
    lines.add("  claims              " + url.apply(PlatformPort.CLAIMS));
    lines.add("  ledger nodes        " + String.join(" ", nodes));
    lines.add("  checkpoint          " + nodes.getFirst() + "/checkpoint");
    lines.add("  data and logs       " + data);
    lines.add(
        "Ask for %s status, with curl and OpenSSL 3 (more calls: infra/docs/integrating.md):"
            .formatted(invoice == null ? "the gateway's" : "an invoice's"));
    lines.add("  " + command());
    if (kept != null) {
      lines.add("Verify an invoice's proof offline, also when everything is stopped:");
      lines.add("  " + verification(kept));
    }
    lines.add("Ctrl-C stops everything.");
    return lines;
  }

  /** The pages, who may sign in to them, and where the code of a sign-in is read. */
  private List<String> pages() {
    List<String> lines = new ArrayList<>();
    lines.add("  patients' app       " + publicUrl + "/");
    if (!phones.isEmpty()) {
      lines.add("    type the phone " + String.join(" or ", phones));
    }
    lines.add("  payers' page        " + publicUrl + "/payers/");
    lines.add("    type the phone of one of its staff:");
    for (Staff.Member member : Staff.all()) {
      lines.add(
          "      %s %s, %s"
              .formatted(
                  member.typedPhone(), member.staffId(), member.decides() ? "decides" : "looks"));
    }
    lines.add("  then type the code: the newest 6 digits for that phone at");
    lines.add("                      " + url.apply(PlatformPort.BANK) + "/messages");
    lines.add("  anybody verifies    " + publicUrl + "/verify");
    return lines;
  }

  /** For a POSIX shell in any folder; {@code yipiao} is called as the documents call it. */
  private String verification(OfflineVerification proof) {
    return "cd %s && ./yipiao verify %s --trust %s"
        .formatted(word(root), word(Path.of(proof.bundle())), word(Path.of(proof.trust())));
  }

  /** For a POSIX shell in any folder. */
  String command() {
    return invoice == null
        ? ask(url.apply(PlatformPort.GATEWAY_ONE) + "/v1/status", ISSUER)
        : ask(url.apply(PlatformPort.INVOICE) + "/v1/invoices/" + invoice, ISSUER);
  }

  private String ask(String uri, String client) {
    return "curl -sS %s -H \"Authorization: Bearer $(CLIENTS=%s ISSUER=%s bash %s %s)\""
        .formatted(
            uri,
            word(data.resolve("clients")),
            publicUrl,
            word(root.resolve(TOKEN_SCRIPT)),
            client);
  }

  /** A path as one word of a shell. */
  private static String word(Path path) {
    String text = path.toString();
    return text.matches("[A-Za-z0-9/._-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
