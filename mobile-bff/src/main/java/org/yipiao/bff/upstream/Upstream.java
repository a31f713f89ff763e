package org.yipiao.bff.upstream;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.yipiao.bff.session.SignedIn;
import org.yipiao.bff.session.TokensUnavailableException;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.platform.telemetry.TraceRequestInterceptor;

/**
 * A service behind, asked with the access token of whoever is signed in and in their language. Once
 * most of the latest calls have failed a breaker answers for it at once, and lets a call through
 * every few seconds to see.
 *
 * @param <A> the service's interface
 */
public final class Upstream<A> {

  private static final Logger LOG = LoggerFactory.getLogger(Upstream.class);

  /** In whose name the call at hand is made; the interceptor has no other way to know. */
  private static final ScopedValue<Call> CALL = ScopedValue.newInstance();

  private record Call(String token, @Nullable String languages) {}

  private final String name;
  private final CircuitBreaker breaker;
  private final RestClient client;
  private final A api;

  Upstream(
      String name,
      URI base,
      Class<A> api,
      BffProperties.Upstream settings,
      AnswerRoom answers,
      MeterRegistry metrics) {
    this.name = name;
    this.breaker = breaker(name, settings);
    metrics.gauge(
        "yipiao.bff.server.away",
        Tags.of("server", name),
        breaker,
        each -> each.getState() == CircuitBreaker.State.OPEN ? 1 : 0);
    this.client = client(base, settings, answers);
    this.api =
        HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
            .build()
            .createClient(api);
  }

  private static CircuitBreaker breaker(String name, BffProperties.Upstream settings) {
    var breaker =
        CircuitBreaker.of(
            name,
            CircuitBreakerConfig.custom()
                .slidingWindowSize(settings.breakerCalls())
                .minimumNumberOfCalls(Math.max(2, settings.breakerCalls() / 2))
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.breakerOpen())
                .permittedNumberOfCallsInHalfOpenState(2)
                .ignoreExceptions(
                    UpstreamRefusedException.class,
                    TokenRefusedException.class,
                    AnswerTooLargeException.class,
                    AnswersFullException.class)
                .build());
    breaker
        .getEventPublisher()
        .onStateTransition(
            event -> LOG.warn("breaker before {}: {}", name, event.getStateTransition()));
    return breaker;
  }

  private RestClient client(URI base, BffProperties.Upstream settings, AnswerRoom answers) {
    var requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.timeout())
                .build());
    requests.setReadTimeout(settings.timeout());
    return RestClient.builder()
        .baseUrl(base)
        .requestFactory(requests)
        .requestInterceptor((request, body, execution) -> {
          var call = CALL.get();
          request.getHeaders().setBearerAuth(call.token());
          if (call.languages() != null) {
            request.getHeaders().set(HttpHeaders.ACCEPT_LANGUAGE, call.languages());
          }
          return execution.execute(request, body);
        })
        .requestInterceptor(new TraceRequestInterceptor())
        .requestInterceptor(answers)
        .defaultStatusHandler(HttpStatusCode::isError, this::refuse)
        .build();
  }

  private void refuse(HttpRequest request, ClientHttpResponse response) throws IOException {
    var status = response.getStatusCode();
    if (status.value() == 401) {
      throw new TokenRefusedException();
    }
    if (status.is5xxServerError()) {
      throw new UpstreamUnavailableException(name);
    }
    throw new UpstreamRefusedException(
        status,
        response.getBody().readAllBytes(),
        response.getHeaders().getFirst(HttpHeaders.RETRY_AFTER));
  }

  /**
   * Asks in somebody's name.
   *
   * @throws UpstreamRefusedException when the service refuses
   * @throws UpstreamUnavailableException when it does not answer, or there is no token for it now
   * @throws AnswerTooLargeException when it answers with more than is read
   * @throws AnswersFullException when there is no room for its answer now
   */
  public <T> T ask(SignedIn who, Function<A, T> question) {
    return withToken(who, () -> question.apply(api));
  }

  /** The bytes of an answer that is passed on as it is. */
  public byte[] get(SignedIn who, String path, @Nullable Object... variables) {
    return withToken(
        who, () -> bytes(client.get().uri(path, variables).accept(MediaType.APPLICATION_JSON)));
  }

  /** Passes a body on and gives back the answer's. */
  public byte[] post(
      SignedIn who,
      String idempotencyKey,
      Object body,
      String path,
      @Nullable Object... variables) {
    return withToken(
        who,
        () ->
            bytes(
                client
                    .post()
                    .uri(path, variables)
                    .contentType(MediaType.APPLICATION_JSON)
                    .header(IdempotencyKey.HEADER, idempotencyKey)
                    .body(body)));
  }

  private static byte[] bytes(RestClient.RequestHeadersSpec<?> request) {
    var body = request.retrieve().body(byte[].class);
    return body == null ? new byte[0] : body;
  }

  private <T> T withToken(SignedIn who, Question<T> question) {
    try {
      var token = who.accessToken();
      try {
        return guarded(new Call(token, who.languages().orElse(null)), question);
      } catch (TokenRefusedException e) {
        // It happens after the issuer changed its key.
        var another = who.accessTokenInsteadOf(token);
        return guarded(new Call(another, who.languages().orElse(null)), question);
      }
    } catch (TokenRefusedException | TokensUnavailableException e) {
      throw new UpstreamUnavailableException(name);
    }
  }

  private interface Question<T> {
    T call();
  }

  private <T> T guarded(Call call, Question<T> question) {
    try {
      return breaker.executeSupplier(
          () -> ScopedValue.where(CALL, call).call(() -> asked(question)));
    } catch (CallNotPermittedException e) {
      throw new UpstreamUnavailableException(name);
    }
  }

  private <T> T asked(Question<T> question) {
    try {
      return question.call();
    } catch (RestClientException e) {
      LOG.warn("{} does not answer: {}", name, e.getClass().getSimpleName());
      throw new UpstreamUnavailableException(name);
    }
  }
}
