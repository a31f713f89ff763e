package org.yipiao.claims.server.payout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.platform.http.BoundedExchange;
import org.yipiao.platform.security.TokenUnavailableException;
import org.yipiao.platform.telemetry.TraceContext;

/** ISO 20022 messages over HTTP: {@code POST /v1/payments}, {@code GET /v1/payments/{msgId}}. */
public final class HttpBankRail implements BankRail {

  private static final String SCOPE = "bank.pay";
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /** Answers of the way to the bank rather than of the bank: the message may be sent again. */
  private static final Set<Integer> SAYS_NOTHING = Set.of(401, 403, 408, 425, 429);

  private final HttpClient http;
  private final URI payments;
  private final Duration timeout;

  public HttpBankRail(URI bank) {
    this(bank, TIMEOUT);
  }

  /**
   * @param timeout within which the bank has to answer, with all of its answer
   */
  HttpBankRail(URI bank, Duration timeout) {
    this.timeout = timeout;
    this.payments = URI.create(bank.toString().replaceAll("/+$", "") + "/v1/payments");
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public Handover send(PayerTenant payer, String messageId, byte[] message) {
    return switch (exchange(
        payer,
        payments,
        request ->
            request
                .header("Content-Type", "application/xml")
                .POST(HttpRequest.BodyPublishers.ofByteArray(message)))) {
      case Exchange.Failed failed -> new Handover.Unknown(failed.cause());
      case Exchange.Answered(int status, _) ->
          switch (status / 100) {
            case 2 -> new Handover.Taken();
            case 4 ->
                SAYS_NOTHING.contains(status)
                    ? new Handover.Unknown("HTTP " + status)
                    : new Handover.Refused(Integer.toString(status));
            default -> new Handover.Unknown("HTTP " + status);
          };
    };
  }

  @Override
  public Report report(PayerTenant payer, String messageId) {
    return switch (exchange(
        payer,
        URI.create(payments + "/" + messageId),
        request -> request.header("Accept", "application/xml").GET())) {
      case Exchange.Failed failed -> new Report.NotReached(failed.cause());
      case Exchange.Answered(int status, byte[] body) ->
          switch (status) {
            case 200 -> new Report.Answered(body);
            case 202, 204 -> new Report.Silent();
            case 404 -> new Report.UnknownMessage();
            default -> new Report.NotReached("HTTP " + status);
          };
    };
  }

  @SuppressWarnings("ArrayRecordComponent") // a message's bytes, compared nowhere
  private sealed interface Exchange {
    record Answered(int status, byte[] body) implements Exchange {}

    record Failed(String cause) implements Exchange {}
  }

  /** One request. Its whole answer has to be here in time, not only its head. */
  private Exchange exchange(
      PayerTenant payer, URI uri, UnaryOperator<HttpRequest.Builder> completed) {
    try {
      String token = payer.tokens().token(SCOPE);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(uri).timeout(timeout).header("Authorization", "Bearer " + token);
      TraceContext.current()
          .ifPresent(trace -> request.header(TraceContext.HEADER, trace.traceparent()));
      HttpResponse<byte[]> answer =
          BoundedExchange.send(
              http, completed.apply(request).build(), timeout, StatusReport.MAX_BYTES);
      if (answer.statusCode() == 401) {
        payer.tokens().forget(token, SCOPE);
      }
      return new Exchange.Answered(answer.statusCode(), answer.body());
    } catch (IOException | TokenUnavailableException e) {
      return new Exchange.Failed(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Exchange.Failed("interrupted");
    }
  }
}
