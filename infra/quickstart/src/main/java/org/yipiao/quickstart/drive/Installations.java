package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.ports.PlatformPort;

/** Finds its way around a running platform. */
public final class Installations {

  private static final String HOST = "127.0.0.1";

  private Installations() {}

  public static Installation of(Platform platform) {
    return new Installation(
        URI.create(platform.url(PlatformPort.EDGE)),
        platform.publicUrl(),
        URI.create(platform.url(PlatformPort.INVOICE)),
        URI.create(platform.url(PlatformPort.CLAIMS)),
        URI.create(platform.url(PlatformPort.BANK)),
        URI.create(platform.url(PlatformPort.AUTHORIZATION) + "/oauth2/token"),
        new Hospital("hospital-one", HOST, platform.ports().of(PlatformPort.HL7_ONE)),
        new Hospital("hospital-two", HOST, platform.ports().of(PlatformPort.HL7_TWO)),
        URI.create(platform.url(PlatformPort.GATEWAY_ONE)),
        URI.create(platform.url(PlatformPort.GATEWAY_TWO)),
        platform.ledgerNodes().stream().map(URI::create).toList(),
        platform.servers().kafkaBootstrapServers(),
        platform.directory().resolve("clients"),
        platform.consortium().directory(),
        platform.directory(),
        Map.of());
  }

  public static LedgerClient ledger(Installation installation, TrustRoot trust) {
    return new HttpLedgerClient(installation.nodes(), trust, installation.bearer("demo-driver"));
  }

  /** How many ledger nodes say that they are well. */
  public static int activeValidators(Installation installation) throws InterruptedException {
    int active = 0;
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()) {
      for (URI node : installation.nodes()) {
        HttpRequest request =
            HttpRequest.newBuilder(node.resolve("/actuator/health"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
          active += http.send(request, BodyHandlers.discarding()).statusCode() == 200 ? 1 : 0;
        } catch (IOException e) {
          // A node that does not answer is not active.
        }
      }
    }
    return active;
  }
}
