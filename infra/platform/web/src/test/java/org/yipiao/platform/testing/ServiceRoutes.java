package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.springframework.context.ApplicationContext;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;
import org.yipiao.platform.security.EndpointAccess;
import org.yipiao.platform.security.SecurityProperties;

/**
 * All mappings of a running service.
 *
 * @param own those that say who may call them
 * @param foreign those that libraries bring
 * @param publicPaths where libraries may serve everybody
 */
record ServiceRoutes(List<Route> own, List<Foreign> foreign, List<PathPattern> publicPaths) {

  /** A mapping of ours. */
  record Route(String method, String pattern, EndpointAccess access) {
    String name() {
      return method + " " + pattern;
    }
  }

  /** A mapping of a library's; {@code operations} when it belongs to the actuator. */
  record Foreign(String method, String pattern, boolean operations) {}

  ServiceRoutes {
    own = List.copyOf(own);
    foreign = List.copyOf(foreign);
    publicPaths = List.copyOf(publicPaths);
  }

  static ServiceRoutes of(ApplicationContext service) {
    var routes = new ArrayList<Route>();
    var foreign = new ArrayList<Foreign>();
    service
        .getBeansOfType(RequestMappingInfoHandlerMapping.class)
        .forEach((name, mapping) ->
            mapping
                .getHandlerMethods()
                .forEach((info, handler) -> {
                  var access = EndpointAccess.of(handler);
                  boolean operations = !name.equals("requestMappingHandlerMapping");
                  if (!operations && handler.getBeanType().getName().startsWith("org.yipiao.")) {
                    assertThat(access).as("who may call %s", info).isPresent();
                  }
                  each(
                      info,
                      (method, pattern) ->
                          access.ifPresentOrElse(
                              declared -> routes.add(new Route(method, pattern, declared)),
                              () -> foreign.add(new Foreign(method, pattern, operations))));
                }));
    return new ServiceRoutes(
        routes,
        foreign,
        service.getBean(SecurityProperties.class).publicPaths().stream()
            .map(PathPatternParser.defaultInstance::parse)
            .toList());
  }

  private static void each(RequestMappingInfo info, BiConsumer<String, String> route) {
    Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
    for (var pattern : new TreeSet<>(info.getPatternValues())) {
      for (var method : methods.isEmpty() ? Set.of(RequestMethod.GET) : methods) {
        route.accept(method.name(), pattern);
      }
    }
  }
}
