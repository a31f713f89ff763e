package org.yipiao.edge.upstream;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.Optional;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.yipiao.edge.upstream.RequestBody.ClientTooSlowException;
import org.yipiao.platform.problem.BodyTooLargeException;

/** Why there is no answer. */
enum Failure {
  /** The body has more bytes than it may have: the client's doing. */
  BODY_TOO_LARGE,
  /** The body did not come in time: the client's doing. */
  CLIENT_TOO_SLOW,
  /** There was no room for the body: the door's own trouble. */
  NO_ROOM_FOR_BODY,
  /** No connection was free, so the request was not sent. */
  NO_CONNECTION_FREE,
  /** No connection could be made, so the request was not sent. */
  NOT_REACHED,
  /** The request was sent, and the time was over before the answer began. */
  LATE,
  /** The request was sent, and the connection ended before the answer began. */
  BROKEN;

  static Failure of(IOException cause, Optional<RequestBody> body, boolean timeIsOver) {
    return switch (cause) {
      case BodyTooLargeException _ -> BODY_TOO_LARGE;
      case ClientTooSlowException _ -> CLIENT_TOO_SLOW;
      case BodyRoom.FullException _ -> NO_ROOM_FOR_BODY;
      case ConnectionRequestTimeoutException _ -> NO_CONNECTION_FREE;
      case ConnectException _ -> NOT_REACHED;
      case ConnectTimeoutException _ -> NOT_REACHED;
      case UnknownHostException _ -> NOT_REACHED;
      case NoRouteToHostException _ -> NOT_REACHED;
      case IOException _ when timeIsOver ->
          body.filter(RequestBody::waitsForClient).isPresent() ? CLIENT_TOO_SLOW : LATE;
      case IOException _ -> BROKEN;
    };
  }

  /**
   * Whether the server is to blame. While a body is on its way it need not be: one that refuses a
   * large body early may end the connection, and so might anybody make it seem to be away.
   */
  boolean speaksAgainstServer(Optional<RequestBody> body) {
    return switch (this) {
      case BODY_TOO_LARGE, CLIENT_TOO_SLOW, NO_ROOM_FOR_BODY, NO_CONNECTION_FREE -> false;
      case NOT_REACHED -> true;
      case LATE, BROKEN -> body.map(RequestBody::isWhole).orElse(true);
    };
  }
}
