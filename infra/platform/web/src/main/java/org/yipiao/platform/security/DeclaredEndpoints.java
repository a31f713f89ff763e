package org.yipiao.platform.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Who may call which handler. Refuses to start a service that has a handler of which nobody said
 * who may call it.
 */
final class DeclaredEndpoints implements SmartInitializingSingleton {

  private record PublicRoute(Set<RequestMethod> methods, Set<PathPattern> patterns) {

    boolean matches(String method, PathContainer path) {
      return (methods.isEmpty() || methods.stream().anyMatch(m -> m.name().equals(method)))
          && patterns.stream().anyMatch(pattern -> pattern.matches(path));
    }
  }

  private final ObjectProvider<RequestMappingHandlerMapping> mappings;
  private final List<PathPattern> publicPaths;
  private @Nullable List<PublicRoute> publicRoutes;

  DeclaredEndpoints(
      ObjectProvider<RequestMappingHandlerMapping> mappings, List<String> publicPaths) {
    this.mappings = mappings;
    this.publicPaths = publicPaths.stream().map(PathPatternParser.defaultInstance::parse).toList();
  }

  @Override
  public void afterSingletonsInstantiated() {
    var undeclared = new ArrayList<String>();
    var open = new ArrayList<PublicRoute>();
    mappings
        .getObject()
        .getHandlerMethods()
        .forEach((info, handler) -> {
          var access = EndpointAccess.of(handler);
          if (access.isEmpty() && !outsideAndPublic(info, handler)) {
            undeclared.add(info + " " + handler.getShortLogMessage());
          }
          if (access.isPresent() && access.get() instanceof EndpointAccess.Public) {
            open.add(route(info));
          }
        });
    if (!undeclared.isEmpty()) {
      throw new IllegalStateException(
          "handlers need @RequiresScope or @PublicEndpoint: " + String.join("; ", undeclared));
    }
    publicRoutes = List.copyOf(open);
  }

  private static PublicRoute route(RequestMappingInfo info) {
    var patterns = info.getPathPatternsCondition();
    return new PublicRoute(
        info.getMethodsCondition().getMethods(),
        patterns == null ? Set.of() : patterns.getPatterns());
  }

  /** Whether a handler of a library is on the list of public paths. */
  private boolean outsideAndPublic(RequestMappingInfo info, HandlerMethod handler) {
    return !handler.getBeanType().getName().startsWith("org.yipiao.")
        && info.getPatternValues().stream().allMatch(this::isPublicPath);
  }

  /** Whether the path is on the configured list of public paths. */
  boolean isPublicPath(String path) {
    return isPublicPath(RequestPath.parse(path, null).pathWithinApplication());
  }

  private boolean isPublicPath(PathContainer path) {
    return publicPaths.stream().anyMatch(pattern -> pattern.matches(path));
  }

  /**
   * Whether the request may pass without a token. A handler that the request reaches in spite of
   * this is still guarded by its own declaration.
   */
  boolean isPublic(HttpServletRequest request) {
    var path =
        RequestPath.parse(request.getRequestURI(), request.getContextPath())
            .pathWithinApplication();
    var routes = publicRoutes;
    return isPublicPath(path)
        || (routes != null
            && routes.stream().anyMatch(route -> route.matches(request.getMethod(), path)));
  }
}
