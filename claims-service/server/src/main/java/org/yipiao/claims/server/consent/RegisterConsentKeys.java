package org.yipiao.claims.server.consent;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.platform.http.AnswerLimit;
import org.yipiao.platform.telemetry.TraceRequestInterceptor;

/** The register's published keys over HTTP. They are public: no token is needed. */
public final class RegisterConsentKeys implements ConsentKeySource {

  /** Of the whole set; more is no answer. */
  static final int MOST_BYTES = 64 << 10;

  private static final Duration TIMEOUT = Duration.ofSeconds(3);

  private final InvoiceApi register;

  /** The keys of the register at an address. */
  public RegisterConsentKeys(URI register) {
    JdkClientHttpRequestFactory http =
        new JdkClientHttpRequestFactory(HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
    http.setReadTimeout(TIMEOUT);
    RestClient client =
        RestClient.builder()
            .baseUrl(register)
            .requestFactory(http)
            .requestInterceptor(new TraceRequestInterceptor())
            .requestInterceptor(new AnswerLimit(MOST_BYTES))
            .build();
    this.register =
        HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
            .build()
            .createClient(InvoiceApi.class);
  }

  @Override
  public String read() {
    return register.consentKeys();
  }
}
