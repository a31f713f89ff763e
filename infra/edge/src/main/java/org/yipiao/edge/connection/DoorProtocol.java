package org.yipiao.edge.connection;

import org.apache.coyote.Adapter;
import org.apache.coyote.Request;
import org.apache.coyote.Response;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * HTTP/1.1 as Tomcat speaks it, on connections that are watched. Made by the container, by name.
 */
public final class DoorProtocol extends Http11NioProtocol {

  private final DoorEndpoint endpoint;

  public DoorProtocol() {
    this(new DoorEndpoint());
  }

  private DoorProtocol(DoorEndpoint endpoint) {
    super(endpoint);
    this.endpoint = endpoint;
  }

  /** To be called before the start. */
  void watch(OpenConnections connections) {
    endpoint.watch(connections);
  }

  @Override
  public void setAdapter(Adapter adapter) {
    super.setAdapter(new Told(adapter));
  }

  /** Tells the connection of its requests. */
  private record Told(Adapter container) implements Adapter {

    @Override
    public void service(Request request, Response response) throws Exception {
      if (!DoorEndpoint.CURRENT.isBound()) {
        container.service(request, response);
        return;
      }
      var connection = DoorEndpoint.CURRENT.get();
      connection.requestBegins(request);
      try {
        container.service(request, response);
      } finally {
        connection.requestIsOver();
      }
    }

    @Override
    public boolean prepare(Request request, Response response) throws Exception {
      return container.prepare(request, response);
    }

    @Override
    public boolean asyncDispatch(Request request, Response response, SocketEvent event)
        throws Exception {
      return container.asyncDispatch(request, response, event);
    }

    @Override
    public void log(Request request, Response response, long nanos) {
      container.log(request, response, nanos);
    }

    @Override
    public void checkRecycled(Request request, Response response) {
      container.checkRecycled(request, response);
    }

    @Override
    public String getDomain() {
      return container.getDomain();
    }
  }
}
