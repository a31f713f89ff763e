package org.yipiao.authorization.signin;

import java.net.http.HttpClient;
import java.time.Duration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.yipiao.platform.http.AnswerLimit;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.telemetry.TraceRequestInterceptor;

/** How this server calls the services that a sign-in needs: within seconds, for small answers. */
final class FarSide {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int MOST_BYTES = 64 << 10;

  private FarSide() {}

  static RestClient of(String baseUrl, ServiceTokens tokens, String scope) {
    var http =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build());
    http.setReadTimeout(TIMEOUT);
    return RestClient.builder()
        .baseUrl(baseUrl)
        .requestFactory(http)
        .requestInterceptor(tokens.interceptor(scope))
        .requestInterceptor(new TraceRequestInterceptor())
        .requestInterceptor(new AnswerLimit(MOST_BYTES))
        .build();
  }
}
