package org.yipiao.claims.server.payout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.security.TokenUnavailableException;
import org.yipiao.platform.telemetry.TraceContext;

/** ISO 20022 messages over HTTP: {@code POST /v1/payments}, {@code GET /v1/payments/{msgId}}. */
public final class HttpBankRail implements BankRail {

  private static final String SCOPE = "bank.pay";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http;
  private final URI payments;

  public HttpBankRail(URI bank) {
    this.payments = URI.create(bank.toString().replaceAll("/+$", "") + "/v1/payments");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
  }

  @Override
  public Handover send(PayerTenant payer, String messageId, byte[] message) {
    try {
      HttpRequest request =
          request(payer, payments)
              .header("Content-Type", "application/xml")
              .POST(HttpRequest.BodyPublishers.ofByteArray(message))
              .build();
      int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
      return switch (status / 100) {
        case 2 -> new Handover.Taken();
        case 4 ->
            status == 401 || status == 403 || status == 408 || status == 429
                ? new Handover.Unknown("HTTP " + status)
                : new Handover.Refused(Integer.toString(status));
        default -> new Handover.Unknown("HTTP " + status);
      };
    } catch (IOException | TokenUnavailableException e) {
      return new Handover.Unknown(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Handover.Unknown("interrupted");
    }
  }

  @Override
  public Report report(PayerTenant payer, String messageId) {
    try {
      HttpRequest request =
          request(payer, URI.create(payments + "/" + messageId))
              .header("Accept", "application/xml")
              .GET()
              .build();
      var answer = http.send(request, BodyHandlers.ofByteArray());
      return switch (answer.statusCode()) {
        case 200 -> new Report.Answered(answer.body());
        case 202, 204 -> new Report.Silent();
        case 404 -> new Report.UnknownMessage();
        default -> new Report.NotReached("HTTP " + answer.statusCode());
      };
    } catch (IOException | TokenUnavailableException e) {
      return new Report.NotReached(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Report.NotReached("interrupted");
    }
  }

  private static HttpRequest.Builder request(PayerTenant payer, URI uri) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + payer.tokens().token(SCOPE));
    TraceContext.current()
        .ifPresent(trace -> request.header(TraceContext.HEADER, trace.traceparent()));
    return request;
  }
}
