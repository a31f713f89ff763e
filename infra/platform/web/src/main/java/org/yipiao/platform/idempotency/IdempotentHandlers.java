package org.yipiao.platform.idempotency;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.ServletRequestPathUtils;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.security.CallerAuthentication;
import org.yipiao.platform.security.EndpointAccess;

/** Which handler a request will reach, and whether this caller may use it. */
record IdempotentHandlers(RequestMappingHandlerMapping mappings) {

  Optional<HandlerMethod> of(HttpServletRequest request) {
    try {
      if (!ServletRequestPathUtils.hasParsedRequestPath(request)) {
        ServletRequestPathUtils.parseAndCache(request);
      }
      var chain = mappings.getHandler(request);
      return chain != null && chain.getHandler() instanceof HandlerMethod method
          ? Optional.of(method)
          : Optional.empty();
    } catch (Exception e) {
      // No handler takes this request; Spring says so properly further down the chain.
      return Optional.empty();
    }
  }

  static @Nullable Idempotent declared(HandlerMethod handler) {
    var onMethod = handler.getMethodAnnotation(Idempotent.class);
    return onMethod != null
        ? onMethod
        : AnnotatedElementUtils.findMergedAnnotation(handler.getBeanType(), Idempotent.class);
  }

  /** Method and route of a request whose handler was found by {@link #of}. */
  static String operation(HttpServletRequest request) {
    var route = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return request.getMethod() + " " + route;
  }

  /** The caller, if it may use the handler at all: others must not see stored answers. */
  static @Nullable Caller permittedCaller(HandlerMethod handler) {
    if (!(SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication authentication)) {
      return null;
    }
    var caller = authentication.caller();
    return switch (EndpointAccess.of(handler).orElse(null)) {
      case EndpointAccess.Scoped scoped ->
          Collections.disjoint(scoped.scopes(), caller.scopes()) ? null : caller;
      case EndpointAccess.Public _ -> caller;
      case null -> null;
    };
  }
}
