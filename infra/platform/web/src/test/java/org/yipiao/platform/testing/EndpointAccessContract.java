package org.yipiao.platform.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.http.server.PathContainer;
import org.yipiao.platform.security.EndpointAccess;
import org.yipiao.platform.testing.ServiceRoutes.Foreign;
import org.yipiao.platform.testing.ServiceRoutes.Route;
import tools.jackson.databind.json.JsonMapper;

/**
 * What every endpoint of a service owes its callers, checked against the running service: each
 * mapping is called without a token, with nonsense for one, with an expired one, with a token of no
 * scope, with one of every scope but its own, and with a token that has the scope but belongs to
 * another tenant. The answers must be 401 with a code for each of the first three, 403 for the next
 * two, and 403 or 404, each as a problem. A route that a person who has signed in may call
 * ({@link #forPeople}) is called with another person's token as well, which must get as little.
 *
 * <p>What libraries bring is looked at too: their handlers lie on the list of public paths, and
 * operations (health, metrics) are closed to callers from elsewhere without {@code
 * operations.read}. A path that nobody serves is not told apart from one that is.
 *
 * <p>A route is written as the method and the pattern: {@code GET /v1/claims/{id}}. For the last
 * call a route usually needs a {@link #sample} that names something of the rightful tenant, one
 * with a path variable always; one that shows every tenant only its own is told with {@link
 * #sharedByTenants}.
 */
public final class EndpointAccessContract {

  /** A call that would succeed for the rightful tenant. */
  private record Sample(Map<String, String> variables, String query, String type, String body) {}

  private static final String OPERATIONS = "operations.read";
  private static final String OTHER_PERSON = "0e".repeat(32);

  private final JsonMapper json = JsonMapper.builder().build();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI base;
  private final TestTokens tokens;
  private final ServiceRoutes service;
  private final Map<String, Sample> samples = new HashMap<>();
  private final Map<String, String> shared = new LinkedHashMap<>();
  private final Set<String> scopesOfPeople = new TreeSet<>();
  private String stranger = "stranger";

  private EndpointAccessContract(URI base, TestTokens tokens, ServiceRoutes service) {
    this.base = base;
    this.tokens = tokens;
    this.service = service;
  }

  /** All mappings of a running service that listens on a loopback port. */
  public static EndpointAccessContract of(ApplicationContext service, int port, TestTokens tokens) {
    return new EndpointAccessContract(
        URI.create("http://127.0.0.1:" + port), tokens, ServiceRoutes.of(service));
  }

  /** The tenant that must get nothing; {@code stranger} by default. */
  public EndpointAccessContract stranger(String tenant) {
    stranger = tenant;
    return this;
  }

  /**
   * A call to {@code route} for a thing of another tenant.
   *
   * @param variables path variables by name
   * @param body JSON, or empty
   */
  public EndpointAccessContract sample(String route, Map<String, String> variables, String body) {
    return sample(route, variables, "", "application/json", body);
  }

  /** {@link #sample} with a query (without the question mark) and a content type. */
  public EndpointAccessContract sample(
      String route, Map<String, String> variables, String query, String type, String body) {
    samples.put(known(route), new Sample(Map.copyOf(variables), query, type, body));
    return this;
  }

  /** The route's answer does not depend on another tenant's data; the reason is kept. */
  public EndpointAccessContract sharedByTenants(String route, String reason) {
    shared.put(known(route), reason);
    return this;
  }

  /**
   * The scopes of people who have signed in. Each route that asks for one of them is called in the
   * name of a person whose things no sample names.
   */
  public EndpointAccessContract forPeople(String... scopes) {
    scopesOfPeople.addAll(Set.of(scopes));
    return this;
  }

  private String known(String route) {
    assertThat(service.own().stream().map(Route::name)).as("routes of the service").contains(route);
    return route;
  }

  /** The routes that were found, as {@code METHOD pattern}. */
  public List<String> routes() {
    return service.own().stream().map(Route::name).sorted().toList();
  }

  /** Calls everything; fails naming the first endpoint that gives way. */
  public void verify() throws IOException, InterruptedException {
    assertThat(service.own()).as("endpoints of the service").isNotEmpty();
    assertThat(List.of(scopesBeside(Set.of())))
        .as("scopes of people that some route asks for")
        .containsAll(scopesOfPeople);
    for (var route : service.own()) {
      if (route.access() instanceof EndpointAccess.Scoped scoped) {
        verify(route, scoped);
      }
    }
    for (var each : service.foreign()) {
      if (each.operations()) {
        verifyOperations(each);
      } else {
        assertThat(service.publicPaths())
            .as("public paths, for %s of a library", each.pattern())
            .anyMatch(open -> open.matches(PathContainer.parsePath(each.pattern())));
      }
    }
    var nowhere = new Route("GET", "/v1/nothing-is-served-here", new EndpointAccess.Public());
    expect(nowhere, "without a token", null, Set.of(401), "UNAUTHENTICATED");
    expect(nowhere, "with a token", tokens.token(stranger), Set.of(404), "NOT_FOUND");
  }

  /** As somebody behind a proxy would ask: only the machine itself may do without a token. */
  private void verifyOperations(Foreign operation) throws IOException, InterruptedException {
    var path = new Route(operation.method(), operation.pattern(), new EndpointAccess.Public());
    record Case(String how, @Nullable String token, Set<Integer> refusals, boolean refused) {}
    for (var one :
        List.of(
            new Case("without a token", null, Set.of(401), true),
            new Case("with a token of no scope", tokens.token(stranger), Set.of(403), true),
            new Case(
                "with a token of every scope but its own",
                tokens.token(stranger, scopesBeside(Set.of(OPERATIONS))),
                Set.of(403),
                true),
            new Case(
                "with its scope", tokens.token(stranger, OPERATIONS), Set.of(401, 403), false))) {
      var request = request(path, one.token());
      var answer =
          http.send(
              HttpRequest.newBuilder(request, (_, _) -> true)
                  .header("X-Forwarded-For", "192.0.2.7")
                  .build(),
              HttpResponse.BodyHandlers.discarding());
      assertThat(one.refusals().contains(answer.statusCode()))
          .as("%s %s answered %d", path.name(), one.how(), answer.statusCode())
          .isEqualTo(one.refused());
    }
  }

  private void verify(Route route, EndpointAccess.Scoped scoped)
      throws IOException, InterruptedException {
    expect(route, "without a token", null, Set.of(401), "UNAUTHENTICATED");
    expect(route, "with nonsense for a token", "nonsense", Set.of(401), "TOKEN_INVALID");
    var expired =
        tokens.token(claims ->
            claims
                .claim("tenant", stranger)
                .claim("client_id", stranger)
                .claim("scope", String.join(" ", scoped.scopes()))
                .issueTime(Date.from(Instant.now().minusSeconds(300)))
                .expirationTime(Date.from(Instant.now().minusSeconds(31))));
    expect(route, "with an expired token", expired, Set.of(401), "TOKEN_EXPIRED");
    expect(
        route,
        "with a token of no scope",
        tokens.token(stranger),
        Set.of(403),
        "INSUFFICIENT_SCOPE");
    expect(
        route,
        "with a token of every scope but its own",
        tokens.token(stranger, scopesBeside(scoped.scopes())),
        Set.of(403),
        "INSUFFICIENT_SCOPE");
    if (!shared.containsKey(route.name())) {
      if (route.pattern().contains("{")) {
        assertThat(samples)
            .as("a sample, for %s names a thing of somebody's", route.name())
            .containsKey(route.name());
      }
      for (var scope : scoped.scopes()) {
        expect(
            route,
            "with another tenant's token of scope " + scope,
            tokens.token(stranger, scope),
            Set.of(403, 404),
            null);
      }
    }
    for (var scope : scoped.scopes()) {
      if (scopesOfPeople.contains(scope)) {
        expect(
            route,
            "with another person's token of scope " + scope,
            tokens.tokenOfPerson(OTHER_PERSON, scope),
            Set.of(403, 404),
            null);
      }
    }
  }

  /** All scopes that the service asks for somewhere, and one that nobody does, but for these. */
  private String[] scopesBeside(Set<String> own) {
    var scopes = new TreeSet<>(Set.of(OPERATIONS, "elsewhere.read"));
    for (var route : service.own()) {
      if (route.access() instanceof EndpointAccess.Scoped scoped) {
        scopes.addAll(scoped.scopes());
      }
    }
    scopes.removeAll(own);
    return scopes.toArray(String[]::new);
  }

  private void expect(
      Route route, String how, @Nullable String token, Set<Integer> statuses, @Nullable String code)
      throws IOException, InterruptedException {
    var what = route.name() + " " + how;
    var answer = http.send(request(route, token), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as("%s, which answered %s", what, answer.body()).isIn(statuses);
    assertThat(answer.headers().firstValue("Content-Type").orElse(""))
        .as(what)
        .startsWith("application/problem+json");
    var problem = json.readTree(answer.body());
    assertThat(problem.path("status").asInt()).as(what).isEqualTo(answer.statusCode());
    assertThat(problem.path("code").asString("")).as(what).isNotEmpty();
    assertThat(problem.path("traceId").asString("")).as(what).matches("[0-9a-f]{32}");
    if (code != null) {
      assertThat(problem.path("code").asString()).as(what).isEqualTo(code);
    }
    if (answer.statusCode() == 401) {
      assertThat(problem.path("fields").path(0).path("pointer").asString(""))
          .as(what)
          .isEqualTo("#Authorization");
      assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
          .as(what)
          .startsWith("Bearer");
    }
  }

  private HttpRequest request(Route route, @Nullable String token) {
    var sample =
        samples.getOrDefault(route.name(), new Sample(Map.of(), "", "application/json", "{}"));
    var path = route.pattern();
    for (var variable : sample.variables().entrySet()) {
      path = path.replaceAll("\\{" + variable.getKey() + "(:[^/]*)?}", variable.getValue());
    }
    path = path.replaceAll("\\{[^/]+}", "0").replace("**", "x").replace("*", "x");
    var uri = base.resolve(sample.query().isEmpty() ? path : path + "?" + sample.query());
    boolean bodiless = Set.of("GET", "HEAD", "DELETE", "OPTIONS").contains(route.method());
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(20))
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                route.method(),
                bodiless
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(sample.body()));
    if (!bodiless) {
      request.header("Content-Type", sample.type());
    }
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    return request.build();
  }
}
