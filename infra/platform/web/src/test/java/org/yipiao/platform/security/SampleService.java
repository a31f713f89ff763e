package org.yipiao.platform.security;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.StaffId;
import org.yipiao.platform.problem.PlatformProblem;
import org.yipiao.platform.problem.PlatformReason;
import org.yipiao.platform.problem.ProblemCode;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.reason.BrokenRuleException;
import org.yipiao.platform.store.PlatformTables;
import org.yipiao.platform.testing.TestTokens;

/** A small service on the platform, started on an ephemeral port. */
public final class SampleService {

  private SampleService() {}

  /** Starts it with these controllers and settings {@code name=value}. */
  public static ConfigurableApplicationContext start(
      TestTokens tokens, List<Class<?>> sources, String... settings) {
    var application = new SpringApplication(sources.toArray(Class<?>[]::new));
    var arguments = new java.util.ArrayList<String>();
    arguments.add("--server.port=0");
    for (var line : tokens.propertyLines()) {
      arguments.add("--" + line);
    }
    for (var setting : settings) {
      arguments.add("--" + setting);
    }
    return application.run(arguments.toArray(String[]::new));
  }

  /** Starts it on a new database that has the platform's tables, with Kafka and without a relay. */
  public static ConfigurableApplicationContext startOnDatabase(
      TestTokens tokens, String purpose, List<Class<?>> sources, String... settings) {
    var servers = SharedTestServers.get();
    var database = servers.freshDatabase(purpose);
    var service =
        start(
            tokens,
            sources,
            Stream.concat(
                    Stream.of(
                        "spring.datasource.url=" + database.jdbcUrl(),
                        "spring.datasource.username=" + database.user(),
                        "spring.datasource.password=" + database.password(),
                        "spring.kafka.bootstrap-servers=" + servers.kafkaBootstrapServers(),
                        "yipiao.outbox.relay-enabled=false"),
                    Stream.of(settings))
                .toArray(String[]::new));
    PlatformTables.create(service.getBean(JdbcClient.class));
    return service;
  }

  public static int port(ConfigurableApplicationContext service) {
    return Integer.parseInt(service.getEnvironment().getRequiredProperty("local.server.port"));
  }

  /** What such a service brings. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration(
      excludeName = {
        "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
        "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration"
      })
  @Import(Controller.class)
  public static class WithoutStores {}

  record Line(@Min(1) long amountFen) {}

  record Charge(String name, @Valid List<Line> lines) {
    Charge {
      if (name.isBlank()) {
        throw new BrokenRuleException(PlatformReason.LENGTH, 1, 40);
      }
    }
  }

  enum SampleProblem implements ProblemCode {
    TEAPOT_EMPTY;

    @Override
    public HttpStatus status() {
      return HttpStatus.CONFLICT;
    }

    @Override
    public boolean retryable() {
      return true;
    }
  }

  @RestController
  static class Controller {

    @GetMapping("/v1/open")
    @PublicEndpoint("shows nothing")
    Map<String, String> open() {
      return Map.of("open", "yes");
    }

    @GetMapping("/v1/things/{id}")
    @RequiresScope("things.read")
    Map<String, String> thing(@PathVariable String id, @CurrentCaller Caller caller) {
      if (!caller.tenant().value().equals("owner")) {
        throw new ProblemException(PlatformProblem.NOT_FOUND);
      }
      return Map.of(
          "id", id,
          "client", caller.clientId(),
          "person", caller.person().map(PersonId::value).orElse(""),
          "staff", caller.staff().map(StaffId::value).orElse(""));
    }

    @GetMapping("/v1/things")
    @RequiresScope({"things.read", "things.list"})
    Map<String, Integer> things(@RequestParam int limit) {
      return Map.of("limit", limit);
    }

    @PostMapping("/v1/charges")
    @RequiresScope("things.write")
    Map<String, Integer> charge(@Valid @RequestBody Charge charge, @CurrentCaller Caller caller) {
      if (!caller.tenant().value().equals("owner")) {
        throw new ProblemException(PlatformProblem.FORBIDDEN);
      }
      return Map.of("lines", charge.lines().size());
    }

    @GetMapping("/v1/shelves/{shelf}")
    @RequiresScope("things.read")
    Map<String, Integer> shelf(
        @PathVariable @Size(min = 2, max = 4) String shelf,
        @RequestParam @Max(9) int limit,
        @RequestHeader("X-Colour") @Pattern(regexp = "red|blue") String colour) {
      return Map.of(shelf + colour, limit);
    }

    @PostMapping("/v1/shelves/{shelf}")
    @RequiresScope("things.write")
    Map<String, Integer> fill(
        @PathVariable @Size(min = 2, max = 4) String shelf, @Valid @RequestBody Charge charge) {
      return Map.of(shelf, charge.lines().size());
    }

    @GetMapping("/v1/teapot")
    @RequiresScope("things.read")
    void teapot() {
      throw new ProblemException(SampleProblem.TEAPOT_EMPTY, 7)
          .retryAfter(java.time.Duration.ofSeconds(3));
    }

    @GetMapping("/v1/bug")
    @RequiresScope("things.read")
    void bug() {
      throw new IllegalStateException("secret-detail");
    }
  }
}
