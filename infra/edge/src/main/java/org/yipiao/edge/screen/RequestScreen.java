package org.yipiao.edge.screen;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.apache.coyote.CloseNowException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yipiao.edge.EdgeProblem;
import org.yipiao.edge.EdgeReason;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.http.ClientAddress;
import org.yipiao.platform.http.SubscriberNetwork;
import org.yipiao.platform.problem.FieldFault;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemCode;
import org.yipiao.platform.problem.Problems;
import org.yipiao.platform.security.LocalObserver;

/**
 * Refuses what no route takes, whatever its address: by method, by the form and length of the
 * address, by the headers.
 */
public final class RequestScreen extends OncePerRequestFilter {

  /** Request attribute that is set when an answer that has begun cannot be brought to its end. */
  public static final String BROKEN_OFF = RequestScreen.class.getName() + ".brokenOff";

  static final int MOST_ADDRESS_CHARACTERS = 4096;
  static final int MOST_HEADERS = 64;
  static final int MOST_HEADER_BYTES = 12 * 1024;

  private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT");

  /** Two of these, and two programs choose two of them. */
  private static final List<String> ONCE =
      List.of(HttpHeaders.AUTHORIZATION, HttpHeaders.CONTENT_TYPE, "DPoP", "Idempotency-Key");

  private final Problems problems;
  private final SecurityHeaders securityHeaders;
  private final SharedRoom room;
  private final ClientAddress clients;

  public RequestScreen(
      Problems problems, SecurityHeaders securityHeaders, SharedRoom room, ClientAddress clients) {
    this.problems = problems;
    this.securityHeaders = securityHeaders;
    this.room = room;
    this.clients = clients;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    securityHeaders.writeTo(response);
    if (LocalObserver.asks(request)) {
      // The machine itself has to learn that there is no room.
      pass(request, response, chain);
      return;
    }
    var place = room.enter(SubscriberNetwork.of(clients.of(request)));
    if (place.isEmpty()) {
      response.setHeader(HttpHeaders.RETRY_AFTER, "1");
      refuse(request, response, EdgeProblem.DOOR_BUSY, List.of());
      return;
    }
    try (var _ = place.get()) {
      pass(request, response, chain);
    }
  }

  private void pass(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (refuses(request, response)) {
      return;
    }
    chain.doFilter(request, response);
    if (request.getAttribute(BROKEN_OFF) != null) {
      // A client must not take half of an answer for the whole.
      throw new CloseNowException();
    }
  }

  private boolean refuses(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    return refusesMethod(request, response)
        || refusesAddress(request, response)
        || refusesHeaders(request, response);
  }

  private boolean refusesMethod(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (METHODS.contains(request.getMethod())) {
      return false;
    }
    response.setHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, PUT");
    return refuse(
        request, response, PlatformProblem.METHOD_NOT_ALLOWED, List.of(), request.getMethod());
  }

  private boolean refusesAddress(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getRequestURI();
    String query = request.getQueryString();
    int length = path.length() + (query == null ? 0 : query.length() + 1);
    if (length > MOST_ADDRESS_CHARACTERS) {
      return refuse(
          request,
          response,
          EdgeProblem.ADDRESS_TOO_LONG,
          List.of(),
          Integer.toString(MOST_ADDRESS_CHARACTERS));
    }
    var fault = PlainAddress.faultOfPath(path).map(reason -> FieldFault.of("{path}", reason));
    if (fault.isEmpty()) {
      fault = PlainAddress.faultOfQuery(query).map(reason -> FieldFault.of("?", reason));
    }
    return fault.isPresent()
        && refuse(request, response, EdgeProblem.ADDRESS_REFUSED, List.of(fault.get()));
  }

  private boolean refusesHeaders(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int count = 0;
    int bytes = 0;
    for (String name : Collections.list(request.getHeaderNames())) {
      for (String value : Collections.list(request.getHeaders(name))) {
        count++;
        bytes += name.length() + value.length() + 4;
      }
    }
    if (count > MOST_HEADERS || bytes > MOST_HEADER_BYTES) {
      return refuse(
          request,
          response,
          EdgeProblem.HEADERS_TOO_LARGE,
          List.of(),
          Integer.toString(MOST_HEADERS),
          Integer.toString(MOST_HEADER_BYTES));
    }
    for (String name : ONCE) {
      if (Collections.list(request.getHeaders(name)).size() > 1) {
        return refuseHeader(request, response, name, EdgeReason.REPEATED);
      }
    }
    return refusesBody(request, response);
  }

  /** A body that nothing expects is where smuggled requests hide. */
  private boolean refusesBody(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    boolean bodiless = request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    if (bodiless && request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null) {
      return refuseHeader(
          request, response, HttpHeaders.TRANSFER_ENCODING, EdgeReason.NO_BODY_HERE);
    }
    return bodiless
        && request.getContentLengthLong() > 0
        && refuseHeader(request, response, HttpHeaders.CONTENT_LENGTH, EdgeReason.NO_BODY_HERE);
  }

  private boolean refuseHeader(
      HttpServletRequest request, HttpServletResponse response, String name, EdgeReason reason)
      throws IOException {
    return refuse(
        request,
        response,
        PlatformProblem.REQUEST_INVALID,
        List.of(FieldFault.of("#" + name, reason)));
  }

  /** The connection ends here: what else is on it is not worth reading. */
  private boolean refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      ProblemCode code,
      List<FieldFault> fields,
      Object... arguments)
      throws IOException {
    response.setHeader(HttpHeaders.CONNECTION, "close");
    problems.write(request, response, code, fields, arguments);
    return true;
  }
}
