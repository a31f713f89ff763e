package org.yipiao.platform.telemetry;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/** Names the trace at hand in outgoing requests of Spring's client. */
public final class TraceRequestInterceptor implements ClientHttpRequestInterceptor {

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    TraceContext.current()
        .ifPresent(c -> request.getHeaders().set(TraceContext.HEADER, c.traceparent()));
    return execution.execute(request, body);
  }
}
