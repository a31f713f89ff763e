package org.yipiao.bff;

import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.yipiao.claims.api.ClaimView;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.api.EstimateView;
import org.yipiao.claims.api.PersonClaimPage;
import org.yipiao.claims.api.PersonClaimPage.PersonClaim;
import org.yipiao.claims.api.PersonCoverages;
import org.yipiao.claims.api.PersonCoverages.PersonCoverage;
import org.yipiao.invoice.api.ConsentPage;
import org.yipiao.invoice.api.ConsentView;
import org.yipiao.invoice.api.Field;
import org.yipiao.invoice.api.InvoiceState;
import org.yipiao.invoice.api.InvoiceSummary;
import org.yipiao.invoice.api.InvoiceSummaryPage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The register and claims-service in one, as this service sees them: they answer with the real
 * records, to the person of the token alone, and can be told to fail.
 */
public final class FarServices implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** The invoice of the golden bundle. */
  public static final String GOLDEN = "110601260000000001";

  private final HttpServer server;
  private final Map<String, List<InvoiceSummary>> invoices = new ConcurrentHashMap<>();
  private final Map<String, ClaimView> claims = new ConcurrentHashMap<>();
  private final Map<String, String> owners = new ConcurrentHashMap<>();
  public final Map<String, ConsentView> consents = new ConcurrentHashMap<>();
  public final List<String> calls = new CopyOnWriteArrayList<>();
  public final List<JsonNode> submitted = new CopyOnWriteArrayList<>();
  public final List<JsonNode> decided = new CopyOnWriteArrayList<>();
  public final List<String> idempotencyKeys = new CopyOnWriteArrayList<>();
  public final AtomicInteger tokensToRefuse = new AtomicInteger();

  /** How many bytes of blanks stand before each answer. */
  public volatile int padding;

  /** What lists of invoices were asked for. */
  public final List<String> listed = new CopyOnWriteArrayList<>();

  /** Answers 503 to everything. */
  public volatile boolean down;

  /** The status with which a submitted claim is refused; 0: it is taken. */
  public volatile int refusesClaims;

  /** The path whose last word this is is refused; empty: none. */
  public volatile String refusedList = "";

  /** The status with which a link is refused; 0: it is made. */
  public volatile int refusesLinks;

  public FarServices() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Points a service at these. */
  public Map<String, String> settings() {
    return Map.of("yipiao.bff.invoice-service", url(), "yipiao.bff.claims-service", url());
  }

  /** A final invoice of somebody. */
  public InvoiceSummary invoice(String person, String invoiceId, String hospital) {
    var summary =
        new InvoiceSummary(
            invoiceId,
            InvoiceState.FINAL,
            "hospital-one",
            hospital,
            "OUTPATIENT_INVOICE",
            LocalDate.parse("2026-03-04"),
            null,
            "Cardiology",
            "V1",
            126_000,
            126_000,
            Instant.parse("2026-03-04T05:06:07Z"),
            Instant.parse("2026-03-04T05:06:08Z"),
            "APPLIED");
    invoices.compute(
        person,
        (_, there) -> {
          var all = new ArrayList<InvoiceSummary>();
          all.add(summary);
          all.addAll(there == null ? List.of() : there);
          return List.copyOf(all);
        });
    return summary;
  }

  /** A claim of somebody with a first step. */
  public void claim(String person, String claimId, String... states) {
    owners.put(claimId, person);
    claims.put(claimId, view(claimId, GOLDEN, "0".repeat(64), states));
  }

  /** The claim goes on, now. */
  public void step(String claimId, String state) {
    step(claimId, state, Instant.now());
  }

  /** The claim goes on at a moment. */
  public void step(String claimId, String state, Instant at) {
    claims.computeIfPresent(
        claimId,
        (_, claim) -> {
          var timeline = new ArrayList<>(claim.timeline());
          timeline.add(new TimelineEntry(state, at, "CAUSE_" + timeline.size()));
          return view(claimId, claim.invoiceId(), claim.consentDigest(), timeline);
        });
  }

  private static ClaimView view(
      String claimId, String invoiceId, String consentDigest, String... states) {
    var first = Instant.parse("2026-03-05T00:00:00Z");
    var timeline = new ArrayList<TimelineEntry>();
    for (int i = 0; i < states.length; i++) {
      timeline.add(new TimelineEntry(states[i], first.plusMillis(i * 100L), "CAUSE_" + i));
    }
    return view(claimId, invoiceId, consentDigest, timeline);
  }

  private static ClaimView view(
      String claimId, String invoiceId, String consentDigest, List<TimelineEntry> timeline) {
    var first = timeline.getFirst().at();
    var state = timeline.getLast().state();
    boolean paid = state.equals("PAID");
    return new ClaimView(
        claimId,
        "agency",
        invoiceId,
        "basic",
        state,
        "It is " + state,
        paid || state.equals("REFUSED"),
        first,
        paid ? 59_500L : null,
        paid ? 66_500L : null,
        null,
        null,
        null,
        null,
        consentDigest,
        null,
        paid ? new ClaimView.Payout("M1", claimId, "ACSC", first, first) : null,
        null,
        timeline,
        List.of(),
        List.of(),
        null);
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().getPath();
    var body = exchange.getRequestBody().readAllBytes();
    calls.add(exchange.getRequestMethod() + " " + path);
    try {
      if (down) {
        answer(exchange, 503, Map.of("code", "UNAVAILABLE"));
      } else {
        var caller = caller(exchange);
        if (caller == null || tokensToRefuse.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
          answer(exchange, 401, Map.of("code", "TOKEN_INVALID"));
        } else if (!refusedList.isEmpty() && path.endsWith("/" + refusedList)) {
          problem(exchange, 403, "FORBIDDEN");
        } else {
          route(exchange, path, caller, body);
        }
      }
    } catch (RuntimeException e) {
      answer(exchange, 500, Map.of("code", "INTERNAL_ERROR", "class", e.getClass().getName()));
    }
  }

  /** The subject of the token. */
  private static @Nullable String caller(HttpExchange exchange) {
    var header = exchange.getRequestHeaders().getFirst("Authorization");
    try {
      return header == null || !header.startsWith("Bearer ")
          ? null
          : SignedJWT.parse(header.substring(7)).getJWTClaimsSet().getSubject();
    } catch (ParseException e) {
      return null;
    }
  }

  private void route(HttpExchange exchange, String path, String caller, byte[] body)
      throws IOException {
    var part = path.split("/", -1);
    switch (exchange.getRequestMethod() + " " + part[2]) {
      case "GET persons" -> ofPerson(exchange, part[4], part[3], caller);
      case "GET invoices" -> ofInvoice(exchange, part, caller);
      case "GET claims", "GET review-queue" -> ofClaim(exchange, part, caller);
      case "POST consents" -> consent(exchange, part, body);
      case "POST claims" -> submit(exchange, part, caller, body);
      case "POST estimates" ->
          answer(
              exchange,
              200,
              new EstimateView(
                  EstimateView.Outcome.PAYABLE,
                  JSON.readTree(body).path("facts").path("totalFen").asLong(0) / 2,
                  1L,
                  "plan",
                  "2026-01-01",
                  true,
                  "source",
                  true,
                  List.of(),
                  null));
      case "POST links" -> {
        if (refusesLinks == 0) {
          answer(exchange, 200, Map.of("invoiceId", GOLDEN));
        } else {
          problem(exchange, refusesLinks, "CHECK_CODE_WRONG");
        }
      }
      default -> problem(exchange, 404, "NOT_FOUND");
    }
  }

  private void ofPerson(HttpExchange exchange, String what, String person, String caller)
      throws IOException {
    if (!person.equals(caller)) {
      problem(exchange, 404, "NOT_FOUND");
      return;
    }
    switch (what) {
      case "invoice-summaries" -> {
        listed.add(String.valueOf(exchange.getRequestURI().getQuery()));
        answer(
            exchange, 200, new InvoiceSummaryPage(invoices.getOrDefault(person, List.of()), null));
      }
      case "consents" ->
          answer(exchange, 200, new ConsentPage(List.copyOf(consents.values()), null));
      case "claims" ->
          answer(
              exchange,
              200,
              new PersonClaimPage(
                  claims.values().stream()
                      .filter(each -> person.equals(owners.get(each.claimId())))
                      .map(FarServices::brief)
                      .toList(),
                  null));
      default ->
          answer(
              exchange,
              200,
              new PersonCoverages(
                  List.of(
                      new PersonCoverage(
                          "agency",
                          "Agency of One",
                          "basic",
                          "plan",
                          true,
                          LocalDate.parse("2026-01-01"),
                          null))));
    }
  }

  private static PersonClaim brief(ClaimView claim) {
    return new PersonClaim(
        claim.claimId(),
        claim.payer(),
        "Agency of One",
        claim.invoiceId(),
        claim.policy(),
        claim.status(),
        claim.statusText(),
        claim.ended(),
        claim.submittedAt(),
        claim.amountFen(),
        claim.personShareFen(),
        claim.refusal());
  }

  private void ofInvoice(HttpExchange exchange, String[] part, String caller) throws IOException {
    boolean own =
        invoices.getOrDefault(caller, List.of()).stream()
            .anyMatch(each -> each.invoiceId().equals(part[3]));
    if (!own) {
      problem(exchange, 404, "NOT_FOUND");
    } else if (part.length == 5) {
      send(exchange, 200, Files.readAllBytes(RunningBff.golden("bundle.json")));
    } else {
      answer(exchange, 200, Map.of("invoiceId", part[3]));
    }
  }

  private void ofClaim(HttpExchange exchange, String[] part, String caller) throws IOException {
    if (part.length == 3) {
      var answer = new LinkedHashMap<String, Object>();
      answer.put("of", part[2] + "?" + exchange.getRequestURI().getRawQuery());
      answer.put("for", caller);
      answer(exchange, 200, answer);
      return;
    }
    var claim = claims.get(part[3]);
    boolean sees = caller.equals(owners.get(part[3])) || caller.startsWith("staff");
    if (claim == null || !sees) {
      problem(exchange, 404, "NOT_FOUND");
    } else {
      answer(exchange, 200, claim);
    }
  }

  private void consent(HttpExchange exchange, String[] part, byte[] body) throws IOException {
    if (part.length == 5) {
      var found = consents.computeIfPresent(part[3], (_, each) -> consent(each, Instant.now()));
      if (found == null) {
        problem(exchange, 404, "NOT_FOUND");
      } else {
        answer(exchange, 200, found);
      }
      return;
    }
    var asked = JSON.readTree(body);
    var granted =
        new ConsentView(
            asked.path("consentId").asString(""),
            asked.path("invoiceId").asString(""),
            asked.path("payer").asString(""),
            "REIMBURSEMENT",
            List.of(Field.ISSUER),
            "a".repeat(64),
            "n".repeat(22),
            Instant.now(),
            Instant.parse(asked.path("expiresAt").asString("")),
            null,
            "d".repeat(64),
            "a.b." + "c".repeat(86));
    answer(exchange, 200, consents.computeIfAbsent(granted.consentId(), _ -> granted));
  }

  /** Revoked; what was revoked before stays so. */
  private static ConsentView consent(ConsentView view, Instant revokedAt) {
    if (view.revokedAt() != null) {
      return view;
    }
    return new ConsentView(
        view.consentId(),
        view.invoiceId(),
        view.payer(),
        view.purpose(),
        view.fields(),
        view.presentationHash(),
        view.nonce(),
        view.grantedAt(),
        view.expiresAt(),
        revokedAt,
        view.digest(),
        view.signed());
  }

  private void submit(HttpExchange exchange, String[] part, String caller, byte[] body)
      throws IOException {
    idempotencyKeys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
    var asked = JSON.readTree(body);
    if (part.length == 5) {
      decided.add(asked);
      answer(exchange, 200, claims.get(part[3]));
      return;
    }
    submitted.add(asked);
    if (refusesClaims != 0) {
      problem(exchange, refusesClaims, "ALREADY_CLAIMED");
      return;
    }
    var id = asked.path("claimId").asString("");
    owners.putIfAbsent(id, caller);
    var invoiceId = asked.path("invoiceId").asString("");
    answer(
        exchange,
        202,
        claims.computeIfAbsent(id, _ -> view(id, invoiceId, "d".repeat(64), "SUBMITTED")));
  }

  private void problem(HttpExchange exchange, int status, String code) throws IOException {
    answer(
        exchange,
        status,
        Map.of(
            "type",
            "urn:x",
            "title",
            "Title of " + code,
            "status",
            status,
            "detail",
            "Detail",
            "instance",
            exchange.getRequestURI().getPath(),
            "code",
            code,
            "retryable",
            false,
            "fields",
            List.of(Map.of("pointer", "/x", "code", "C", "reason", "why"))));
  }

  private void answer(HttpExchange exchange, int status, @Nullable Object body) throws IOException {
    send(
        exchange,
        status,
        (" ".repeat(padding) + JSON.writeValueAsString(body)).getBytes(StandardCharsets.UTF_8));
  }

  private static void send(HttpExchange exchange, int status, byte[] bytes) throws IOException {
    exchange
        .getResponseHeaders()
        .set("Content-Type", status < 400 ? "application/json" : "application/problem+json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
