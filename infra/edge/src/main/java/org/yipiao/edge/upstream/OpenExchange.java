package org.yipiao.edge.upstream;

import java.io.IOException;
import java.util.Optional;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.io.ModalCloseable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exchange from the head of its answer to the end.
 *
 * @param stream the event stream that it is, if it is one
 * @param release gives back what it held
 */
record OpenExchange(
    Passage passage,
    HttpUriRequestBase request,
    ClassicHttpResponse answer,
    Optional<OpenStreams.Stream> stream,
    Runnable release)
    implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(OpenExchange.class);

  String route() {
    return passage.route();
  }

  String upstream() {
    return passage.upstream().name();
  }

  boolean isStream() {
    return stream.isPresent();
  }

  /** From now on the stream alone holds what has to be given back. */
  OpenExchange asStream(OpenStreams.Stream opened) {
    release.run();
    return new OpenExchange(passage, request, answer, Optional.of(opened), () -> {});
  }

  /** Whether it was the door that ended the stream. */
  boolean isEndedByUs() {
    return stream.filter(OpenStreams.Stream::isEnded).isPresent();
  }

  /** Ends the connection: the server learns that nobody wants the rest. */
  void abort() {
    request.cancel();
    if (answer instanceof ModalCloseable closeable) {
      closeable.close(CloseMode.IMMEDIATE);
    }
  }

  @Override
  public void close() {
    try {
      answer.close();
    } catch (IOException e) {
      LOG.debug("a connection to {} was not closed in order", upstream());
    } finally {
      stream.ifPresent(OpenStreams.Stream::close);
      release.run();
    }
  }
}
