package org.yipiao.platform.security;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.ProblemException;

/** Lets a request reach its handler only with one of the scopes the handler names. */
final class ScopeInterceptor implements HandlerInterceptor {

  private final DeclaredEndpoints endpoints;
  private final Map<HandlerMethod, Optional<EndpointAccess>> known = new ConcurrentHashMap<>();

  ScopeInterceptor(DeclaredEndpoints endpoints) {
    this.endpoints = endpoints;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getDispatcherType() == DispatcherType.ERROR) {
      return true;
    }
    var access =
        handler instanceof HandlerMethod method
            ? known.computeIfAbsent(method, EndpointAccess::of)
            : Optional.<EndpointAccess>empty();
    if (access.isEmpty()) {
      if (endpoints.isPublicPath(request.getRequestURI())) {
        return true;
      }
      // Not a handler of ours: static resources and the like exist for nobody.
      throw new ProblemException(PlatformProblem.NOT_FOUND);
    }
    return switch (access.get()) {
      case EndpointAccess.Public _ -> true;
      case EndpointAccess.Scoped scoped -> {
        if (!(SecurityContextHolder.getContext().getAuthentication()
            instanceof CallerAuthentication authentication)) {
          throw new AuthenticationCredentialsNotFoundException("no access token");
        }
        if (Collections.disjoint(authentication.caller().scopes(), scoped.scopes())) {
          throw new ProblemException(
              PlatformProblem.INSUFFICIENT_SCOPE,
              String.join(" | ", new TreeSet<>(scoped.scopes())));
        }
        yield true;
      }
    };
  }
}
