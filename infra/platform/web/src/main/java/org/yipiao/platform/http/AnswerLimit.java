package org.yipiao.platform.http;

import java.io.IOException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * For a {@code RestClient}: takes an answer whose body is longer for a failed exchange, having read
 * one byte more than it may have.
 */
public record AnswerLimit(int mostBytes) implements ClientHttpRequestInterceptor {

  public AnswerLimit {
    if (mostBytes < 1) {
      throw new IllegalArgumentException("most bytes " + mostBytes);
    }
  }

  @Override
  public ClientHttpResponse intercept(
      HttpRequest request, byte[] body, ClientHttpRequestExecution execution) throws IOException {
    ClientHttpResponse answer = execution.execute(request, body);
    try {
      byte[] content = answer.getBody().readNBytes(mostBytes + 1);
      if (content.length <= mostBytes) {
        return new WholeAnswer(answer, content, () -> {});
      }
    } catch (IOException | RuntimeException e) {
      answer.close();
      throw e;
    }
    answer.close();
    throw new IOException("an answer of more than " + mostBytes + " bytes");
  }
}
