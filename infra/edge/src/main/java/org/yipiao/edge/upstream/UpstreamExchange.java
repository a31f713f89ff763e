package org.yipiao.edge.upstream;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.cloud.gateway.server.mvc.handler.ProxyExchange;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.servlet.function.ServerResponse;
import org.yipiao.edge.EdgeProblem;
import org.yipiao.edge.Refusals;
import org.yipiao.edge.connection.Connection;
import org.yipiao.edge.limit.SharedRoom;
import org.yipiao.platform.problem.BodyTooLargeException;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.Problems;

/**
 * The exchange with a server: bytes pass as they are, in both directions, on the request's own
 * thread. A request is sent once or not at all; nothing is ever repeated here.
 */
final class UpstreamExchange implements ProxyExchange {

  private static final Logger LOG = LoggerFactory.getLogger(UpstreamExchange.class);
  private static final Duration A_MOMENT = Duration.ofSeconds(1);
  private static final String EVENT_STREAM = "text/event-stream";

  private final HttpClient client;
  private final Deadlines deadlines;
  private final OpenStreams streams;
  private final BodyRoom bodies;
  private final Duration transfer;
  private final Duration grace;
  private final int leastBytesPerSecond;
  private final Refusals refusals;

  UpstreamExchange(
      HttpClient client,
      Deadlines deadlines,
      OpenStreams streams,
      BodyRoom bodies,
      Duration transfer,
      Duration grace,
      int leastBytesPerSecond,
      Refusals refusals) {
    this.client = client;
    this.deadlines = deadlines;
    this.streams = streams;
    this.bodies = bodies;
    this.transfer = transfer;
    this.grace = grace;
    this.leastBytesPerSecond = leastBytesPerSecond;
    this.refusals = refusals;
  }

  @Override
  public ServerResponse exchange(Request request) {
    var passage = Passage.of(request.getServerRequest());
    HttpServletRequest servletRequest = request.getServerRequest().servletRequest();
    Optional<RequestBody> body;
    try {
      body = RequestBody.of(servletRequest, passage, bodies, pace(servletRequest));
    } catch (IOException e) {
      return refuse(request, passage, Failure.of(e, Optional.empty(), false), e);
    }
    try {
      return enter(request, passage, body);
    } finally {
      // Nothing is sent twice, so nothing needs the body once there is an answer.
      body.ifPresent(RequestBody::close);
    }
  }

  /** Body and answer have one each. */
  private ClientPace pace(HttpServletRequest request) {
    return new ClientPace(deadlines, grace, leastBytesPerSecond, Connection.ending(request));
  }

  private ServerResponse enter(Request request, Passage passage, Optional<RequestBody> body) {
    var upstream = passage.upstream();
    var place = upstream.room().enter(passage.client());
    if (place.isEmpty()) {
      return refusals.retryAfter(passage.route(), EdgeProblem.SERVER_BUSY, A_MOMENT);
    }
    if (!upstream.breaker().enter()) {
      place.get().close();
      return refusals.retryAfter(
          passage.route(), EdgeProblem.SERVER_AWAY, upstream.breaker().retryAfter());
    }
    return send(request, passage, body, place.get());
  }

  private ServerResponse send(
      Request request, Passage passage, Optional<RequestBody> body, SharedRoom.Place place) {
    var upstream = passage.upstream();
    var outgoing = outgoing(request, body);
    boolean decided = false;
    var deadline = deadlines.in(passage.patience(), outgoing::cancel);
    ClassicHttpResponse answer;
    try {
      answer = client.executeOpen(upstream.host(), outgoing, HttpClientContext.create());
      upstream.breaker().answered();
      decided = true;
    } catch (IOException e) {
      place.close();
      var failure = Failure.of(e, body, deadline.isOver());
      if (failure.speaksAgainstServer(body)) {
        upstream.breaker().failed(e);
      } else {
        upstream.breaker().abandoned();
      }
      decided = true;
      return refuse(request, passage, failure, e);
    } finally {
      deadline.close();
      outgoing.setEntity(null);
      if (!decided) {
        place.close();
        upstream.breaker().abandoned();
      }
    }
    return open(request, outgoing, limited(passage, outgoing, answer, place));
  }

  private static HttpUriRequestBase outgoing(Request request, Optional<RequestBody> body) {
    URI uri = Objects.requireNonNull(request.getUri(), "uri");
    var outgoing = new HttpUriRequestBase(request.getMethod().name(), uri);
    request
        .getHeaders()
        .forEach((name, values) -> values.forEach(value -> outgoing.addHeader(name, value)));
    body.ifPresent(entity -> {
      entity.whenBroken(outgoing::cancel);
      outgoing.setEntity(entity);
    });
    return outgoing;
  }

  /** Whatever fails from here on gives back all that the exchange held. */
  private ServerResponse open(Request request, HttpUriRequestBase outgoing, OpenExchange opened) {
    var exchange = opened;
    boolean given = false;
    try {
      var head = new Head(exchange.answer());
      if (head.isEventStream()) {
        var stream = streams.open(outgoing::cancel);
        if (stream.isEmpty()) {
          return refusals.retryAfter(exchange.route(), EdgeProblem.SERVER_BUSY, A_MOMENT);
        }
        exchange = exchange.asStream(stream.get());
      }
      var answered =
          new UpstreamAnswer(exchange, pace(request.getServerRequest().servletRequest()));
      request.getResponseConsumers().forEach(consumer -> consumer.accept(head, answered));
      given = true;
      return answered;
    } finally {
      if (!given) {
        exchange.abort();
        exchange.close();
      }
    }
  }

  /** An answer that has an end, within the time for it. */
  private OpenExchange limited(
      Passage passage,
      HttpUriRequestBase outgoing,
      ClassicHttpResponse answer,
      SharedRoom.Place place) {
    var deadline = deadlines.in(transfer, outgoing::cancel);
    return new OpenExchange(
        passage,
        outgoing,
        answer,
        Optional.empty(),
        () -> {
          deadline.close();
          place.close();
        });
  }

  private ServerResponse refuse(
      Request request, Passage passage, Failure failure, IOException cause) {
    // The container takes a body that breaks off for a failure of ours, to be told at length.
    request.getServerRequest().servletRequest().removeAttribute(RequestDispatcher.ERROR_EXCEPTION);
    LOG.warn(
        "no answer of {} to {}: {} ({})",
        passage.upstream().name(),
        passage.route(),
        failure,
        cause.getClass().getSimpleName());
    var route = passage.route();
    return switch (failure) {
      case BODY_TOO_LARGE -> {
        long most =
            cause instanceof BodyTooLargeException e ? e.limitBytes() : passage.mostBodyBytes();
        yield refusals.of(
            route, PlatformProblem.BODY_TOO_LARGE, Problems.bodyOver(most), Long.toString(most));
      }
      case NO_ROOM_FOR_BODY -> refusals.retryAfter(route, EdgeProblem.DOOR_BUSY, A_MOMENT);
      case CLIENT_TOO_SLOW -> refusals.of(route, EdgeProblem.REQUEST_TOO_SLOW, List.of());
      case NO_CONNECTION_FREE -> refusals.retryAfter(route, EdgeProblem.SERVER_BUSY, A_MOMENT);
      case NOT_REACHED -> refusals.retryAfter(route, EdgeProblem.SERVER_AWAY, A_MOMENT);
      case LATE -> refusals.of(route, EdgeProblem.ANSWER_LATE, List.of());
      case BROKEN -> refusals.of(route, EdgeProblem.ANSWER_BROKEN, List.of());
    };
  }

  /** The head of an answer as it came. */
  private static final class Head implements Response {

    private final int status;
    private final HttpHeaders headers = new HttpHeaders();

    Head(ClassicHttpResponse answer) {
      this.status = answer.getCode();
      for (Header header : answer.getHeaders()) {
        headers.add(header.getName(), header.getValue());
      }
    }

    @Override
    public HttpStatusCode getStatusCode() {
      return HttpStatusCode.valueOf(status);
    }

    @Override
    public HttpHeaders getHeaders() {
      return headers;
    }

    boolean isEventStream() {
      var type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
      return type != null && type.regionMatches(true, 0, EVENT_STREAM, 0, EVENT_STREAM.length());
    }
  }
}
