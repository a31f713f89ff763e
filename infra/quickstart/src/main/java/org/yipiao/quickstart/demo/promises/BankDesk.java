package org.yipiao.quickstart.demo.promises;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.PayerDesk;
import tools.jackson.databind.JsonNode;

/** The sandbox bank as who controls it sees it: told how to behave, asked what it executed. */
public final class BankDesk {

  /** In place of one payment: all that have no instruction of their own. */
  static final String ALL = "*";

  private final JsonHttp http;
  private final Installation installation;

  public BankDesk(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** Tells the bank how to behave towards one payment, or {@link #ALL}. */
  void behave(String endToEndId, String mode) throws IOException {
    PayerDesk.require(
        http.put(
            installation.bank().resolve("/v1/behaviour"),
            installation.bearer("demo-driver"),
            endToEndId.equals(ALL)
                ? Map.of("mode", mode)
                : Map.of("endToEndId", endToEndId, "mode", mode)),
        "tell the bank to " + mode);
  }

  /** The amount in fen of each transfer that the bank's own book has as executed for a claim. */
  public List<Long> transfersOf(ClaimId claim) throws IOException {
    JsonNode book =
        PayerDesk.require(
            http.get(installation.bank().resolve("/v1/book"), installation.bearer("demo-driver")),
            "read the bank's book");
    List<Long> amounts = new ArrayList<>();
    for (JsonNode transfer : book.path("transfers")) {
      if (transfer.path("endToEndId").asString().equals(claim.value())) {
        amounts.add(transfer.path("amountFen").asLong());
      }
    }
    return amounts;
  }
}
