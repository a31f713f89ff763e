package org.yipiao.platform.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/** An answer whose body was read already, as an interceptor hands it on. */
public final class WholeAnswer implements ClientHttpResponse {

  private final ClientHttpResponse answer;
  private final InputStream body;
  private final Runnable closed;

  /**
   * @param answer what the body was read from; closed with this
   * @param content its body, which must not change afterwards
   * @param closed done once it is closed
   */
  public WholeAnswer(ClientHttpResponse answer, byte[] content, Runnable closed) {
    this.answer = answer;
    this.body = new ByteArrayInputStream(content);
    this.closed = closed;
  }

  @Override
  public HttpStatusCode getStatusCode() throws IOException {
    return answer.getStatusCode();
  }

  @Override
  public String getStatusText() throws IOException {
    return answer.getStatusText();
  }

  @Override
  public HttpHeaders getHeaders() {
    return answer.getHeaders();
  }

  @Override
  public InputStream getBody() {
    return body;
  }

  @Override
  public void close() {
    answer.close();
    closed.run();
  }
}
