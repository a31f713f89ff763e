package org.yipiao.platform.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;

/** What a handler demands of its caller, read from its annotations. */
public sealed interface EndpointAccess {

  /** Anyone may call. */
  record Public() implements EndpointAccess {}

  /** A token with one of these scopes is needed. */
  record Scoped(Set<String> scopes) implements EndpointAccess {
    public Scoped {
      scopes = Set.copyOf(scopes);
      if (scopes.isEmpty()) {
        throw new IllegalArgumentException("a handler needs at least one scope");
      }
    }
  }

  /** The declaration nearest to the handler: on the method, else on its class. */
  static Optional<EndpointAccess> of(HandlerMethod handler) {
    var places = List.of(handler.getMethod(), handler.getBeanType());
    for (var place : places) {
      var found = new ArrayList<EndpointAccess>();
      var scope = AnnotatedElementUtils.findMergedAnnotation(place, RequiresScope.class);
      if (scope != null) {
        found.add(new Scoped(Set.of(scope.value())));
      }
      if (AnnotatedElementUtils.hasAnnotation(place, PublicEndpoint.class)) {
        found.add(new Public());
      }
      if (found.size() > 1) {
        throw new IllegalStateException(
            handler.getShortLogMessage() + " is declared both public and scoped");
      }
      if (!found.isEmpty()) {
        return Optional.of(found.getFirst());
      }
    }
    return Optional.empty();
  }
}
