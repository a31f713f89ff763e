package org.yipiao.edge.upstream;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.function.ServerResponse;
import org.yipiao.edge.screen.RequestScreen;
import org.yipiao.edge.screen.SecurityHeaders;
import org.yipiao.platform.http.HeldStream;

/** An answer whose head is there and whose body passes as it comes. */
final class UpstreamAnswer implements ServerResponse {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamAnswer.class);
  private static final int BUFFER_BYTES = 8 * 1024;

  /** Held for as long as a stream is open; events are short. */
  private static final int EVENT_BYTES = 1024;

  private final OpenExchange exchange;
  private final ClientPace pace;
  private final HttpHeaders headers = new HttpHeaders();

  UpstreamAnswer(OpenExchange exchange, ClientPace pace) {
    this.exchange = exchange;
    this.pace = pace;
  }

  @Override
  public HttpStatusCode statusCode() {
    return HttpStatusCode.valueOf(exchange.answer().getCode());
  }

  /** As they go to the client. */
  @Override
  public HttpHeaders headers() {
    return headers;
  }

  /** None besides the headers, which pass as they are. */
  @Override
  public MultiValueMap<String, Cookie> cookies() {
    return new LinkedMultiValueMap<>();
  }

  @Override
  public @Nullable ModelAndView writeTo(
      HttpServletRequest request, HttpServletResponse response, Context context)
      throws IOException, ServletException {
    var body = exchange.answer().getEntity();
    if (exchange.isStream() && body != null) {
      hold(body, request, response);
      return null;
    }
    try (exchange) {
      writeHead(response);
      if (body != null && !copy(body, response)) {
        request.setAttribute(RequestScreen.BROKEN_OFF, true);
      }
    }
    return null;
  }

  /** A stream goes on when its request is over; the exchange ends with it. */
  private void hold(HttpEntity body, HttpServletRequest request, HttpServletResponse response)
      throws IOException, ServletException {
    boolean held = false;
    try {
      writeHead(response);
      HeldStream.open(request, response, stream -> passEvents(body, stream), exchange::close);
      held = true;
    } catch (IOException e) {
      LOG.debug("the client of {} went away", exchange.route());
      exchange.abort();
    } finally {
      if (!held) {
        exchange.close();
      }
    }
  }

  private void passEvents(HttpEntity body, HeldStream stream) throws IOException {
    stream.whenLeft(exchange::abort);
    var in = body.getContent();
    var buffer = new byte[EVENT_BYTES];
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        if (stream.isLeft() || endedByUs(e)) {
          return;
        }
        throw e;
      }
      if (count < 0) {
        return;
      }
      stream.write(buffer, 0, count);
    }
  }

  private void writeHead(HttpServletResponse response) {
    response.setStatus(exchange.answer().getCode());
    response.setHeader(SecurityHeaders.CONTENT_SECURITY_POLICY, SecurityHeaders.policyFor(headers));
    headers.forEach((name, values) -> {
      response.setHeader(name, values.getFirst());
      values.stream().skip(1).forEach(value -> response.addHeader(name, value));
    });
  }

  /** Whether all of the body has passed; a client that went away has what it wants. */
  private boolean copy(HttpEntity body, HttpServletResponse response) throws IOException {
    try {
      return pass(body.getContent(), response.getOutputStream());
    } catch (ClientPace.TooSlowException e) {
      LOG.debug("the client of {} takes too little", exchange.route());
      exchange.abort();
      return false;
    } catch (IOException e) {
      LOG.debug("the client of {} went away", exchange.route());
      exchange.abort();
      return true;
    }
  }

  /**
   * Passes all bytes on.
   *
   * @return false when the server broke off
   * @throws IOException when the client went away, or takes too little
   */
  private boolean pass(InputStream in, OutputStream out) throws IOException {
    var buffer = new byte[BUFFER_BYTES];
    while (true) {
      int count;
      try {
        count = in.read(buffer);
      } catch (IOException e) {
        return endedByUs(e);
      }
      if (count < 0) {
        return true;
      }
      pace.write(out, buffer, count);
    }
  }

  private boolean endedByUs(IOException e) {
    exchange.abort();
    if (exchange.isEndedByUs()) {
      return true;
    }
    LOG.warn(
        "{} broke off an answer of {}: {}",
        exchange.upstream(),
        exchange.route(),
        e.getClass().getSimpleName());
    return false;
  }
}
