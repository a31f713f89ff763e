package org.yipiao.platform.http;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/**
 * Settings every service starts from; whatever a service or its operator sets wins. Services listen
 * on the loopback interface until told otherwise.
 */
public final class PlatformDefaults implements EnvironmentPostProcessor {

  static final Map<String, Object> VALUES = values();

  private static Map<String, Object> values() {
    var values = new LinkedHashMap<String, Object>();
    values.put("server.address", "127.0.0.1");
    // On some platforms it would be switched on, and anybody could say who they are.
    values.put("server.forward-headers-strategy", "none");
    values.put("server.shutdown", "graceful");
    values.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    values.put("server.max-http-request-header-size", "16KB");
    values.put("server.tomcat.connection-timeout", "20s");
    values.put("server.tomcat.max-connections", "2000");
    values.put("spring.threads.virtual.enabled", "true");
    values.put("spring.main.banner-mode", "off");
    values.put("spring.mvc.problemdetails.enabled", "false");
    values.put("spring.web.resources.add-mappings", "false");
    values.put("management.endpoints.web.exposure.include", "health,prometheus");
    values.put("management.endpoint.health.show-details", "always");
    values.put("management.endpoint.health.probes.enabled", "true");
    values.put("logging.pattern.correlation", "[%X{traceId:-}] ");
    values.put("logging.charset.console", "UTF-8");
    return Map.copyOf(values);
  }

  @Override
  public void postProcessEnvironment(
      ConfigurableEnvironment environment, SpringApplication application) {
    environment.getPropertySources().addLast(new MapPropertySource("yipiaoDefaults", VALUES));
  }
}
