package org.yipiao.edge.route;

import java.util.List;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.yipiao.edge.limit.RequestClass;

/**
 * One way through the door.
 *
 * @param id for logs and metrics
 * @param paths patterns as of {@link org.springframework.web.util.pattern.PathPattern}
 * @param methods those it takes
 * @param mostBodyBytes largest body; 0 where no method has one
 * @param kind with which requests it is counted
 */
record Route(
    String id,
    List<String> paths,
    Set<HttpMethod> methods,
    Destination destination,
    TargetPath target,
    int mostBodyBytes,
    Patience patience,
    RequestClass kind) {

  Route {
    paths = List.copyOf(paths);
    methods = Set.copyOf(methods);
  }

  /** One that only reads, and changes no path. */
  static Route reading(String id, Destination destination, Patience patience, String... paths) {
    return new Route(
        id,
        List.of(paths),
        Set.of(HttpMethod.GET, HttpMethod.HEAD),
        destination,
        new TargetPath.Same(),
        0,
        patience,
        RequestClass.EVERYTHING_ELSE);
  }

  Route taking(int bodyBytes, HttpMethod... all) {
    return new Route(id, paths, Set.of(all), destination, target, bodyBytes, patience, kind);
  }

  Route to(TargetPath other) {
    return new Route(id, paths, methods, destination, other, mostBodyBytes, patience, kind);
  }

  Route countedAs(RequestClass other) {
    return new Route(id, paths, methods, destination, target, mostBodyBytes, patience, other);
  }
}
