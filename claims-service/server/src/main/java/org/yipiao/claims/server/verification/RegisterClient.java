package org.yipiao.claims.server.verification;

import java.net.URI;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;
import org.yipiao.invoice.api.InvoiceApi;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.platform.http.AnswerLimit;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.telemetry.TraceRequestInterceptor;

/** The register over HTTP with a payer's own credentials. */
public final class RegisterClient {

  private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

  private RegisterClient() {}

  public static InvoiceApi of(URI register, ServiceTokens tokens) {
    JdkClientHttpRequestFactory http = new JdkClientHttpRequestFactory();
    http.setReadTimeout(READ_TIMEOUT);
    RestClient client =
        RestClient.builder()
            .baseUrl(register)
            .requestFactory(http)
            .requestInterceptor(tokens.interceptor("invoices.read"))
            .requestInterceptor(new TraceRequestInterceptor())
            .requestInterceptor(new AnswerLimit(ProofBundle.MAX_BYTES))
            .build();
    return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
        .build()
        .createClient(InvoiceApi.class);
  }
}
