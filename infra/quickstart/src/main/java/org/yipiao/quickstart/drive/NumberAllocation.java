package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/** The finance bureau gives invoice numbers to both development hospitals. */
public final class NumberAllocation {

  private static final int NUMBERS = 2_000_000;
  private static final Duration NUMBERS_WITHIN = Duration.ofMinutes(1);

  private final JsonHttp http;
  private final Installation installation;

  public NumberAllocation(JsonHttp http, Installation installation) {
    this.http = http;
    this.installation = installation;
  }

  /** Returns once both gateways may issue. */
  public void toBothHospitals() throws IOException, InterruptedException {
    for (Map.Entry<String, String> gateway :
        Map.of("hospital-one", "11060126", "hospital-two", "11060226").entrySet()) {
      PayerDesk.require(
          http.post(
              installation.invoiceService().resolve("/v1/allocations"),
              installation.bearer("bureau-operator"),
              Map.of(
                  "hospital",
                  gateway.getKey(),
                  "gatewayInstance",
                  "main",
                  "code",
                  gateway.getValue(),
                  "count",
                  NUMBERS)),
          "allocate numbers to " + gateway.getKey());
    }
    awaitNumbers(installation.largeGateway(), "his-hospital-one");
    awaitNumbers(installation.otherGateway(), "his-hospital-two");
  }

  /** A gateway draws from a range once its allocation is final on the ledger. */
  private void awaitNumbers(URI gateway, String client) throws IOException, InterruptedException {
    Instant deadline = Instant.now().plus(NUMBERS_WITHIN);
    while (true) {
      JsonNode status =
          PayerDesk.require(
              http.get(gateway.resolve("/v1/status"), installation.bearer(client)),
              "read a gateway's status");
      if (status.path("numbersRemaining").asLong(0) > 0) {
        return;
      }
      if (Instant.now().isAfter(deadline)) {
        throw new IOException("a gateway has no numbers after " + NUMBERS_WITHIN);
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
