package org.yipiao.quickstart.drive;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A payer from outside: it says whom it insures and looks at its claims. Who claims is the patient,
 * with a phone: {@link org.yipiao.quickstart.drive.phone.PatientPhone}.
 */
public final class PayerDesk {

  private static final int WAIT_SECONDS = 20;

  private final JsonHttp http;
  private final Installation installation;
  private final Function<String, URI> claims;

  /** A payer whose programs stand beside claims-service. */
  public PayerDesk(JsonHttp http, Installation installation) {
    this(http, installation, installation.claimsService()::resolve);
  }

  private PayerDesk(JsonHttp http, Installation installation, Function<String, URI> claims) {
    this.http = http;
    this.installation = installation;
    this.claims = claims;
  }

  /** A payer somewhere else, whose programs call the payers' interface of the public door. */
  public static PayerDesk beforeTheDoor(JsonHttp http, Installation installation) {
    return new PayerDesk(http, installation, installation::payersInterface);
  }

  /** Years of a plan already used, as the payer knew it before this platform. */
  public record Opening(int year, long deductibleUsedFen) {}

  /** The register's id of a person, as the authorization server asks for it at a sign-in. */
  public String personId(MadeUpPerson person) throws IOException {
    JsonHttp.Answer answer =
        http.post(
            installation.invoiceService().resolve("/v1/persons/resolve"),
            installation.bearer("authorization-server"),
            Map.of("documentType", "RESIDENT_ID", "documentNumber", person.documentNumber()));
    return require(answer, "resolve a person").path("personId").asString();
  }

  /** Stores a plan that comes with the adjudication as a version of the payer's. */
  public void putBuiltInPlan(String payer, String planId) throws IOException {
    String resource = "/org/yipiao/claims/adjudication/plans/" + planId + ".json";
    try (var in = PayerDesk.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IOException("no plan " + resource);
      }
      JsonNode plan = JsonMapper.shared().readTree(in.readAllBytes());
      putPlan(payer, planId, LocalDate.parse(plan.path("effectiveFrom").asString()), plan);
    }
  }

  /** Stores a plan's text as a version of the payer's. */
  public void putPlan(String payer, String planId, LocalDate effectiveFrom, JsonNode plan)
      throws IOException {
    require(
        http.put(
            claims.apply("/v1/plans/" + planId + "/versions/" + effectiveFrom),
            operatorOf(payer),
            plan),
        "store plan " + planId);
  }

  /** Says that the payer insures the person from {@code from} on. */
  public void cover(
      String payer,
      String personId,
      String policy,
      String planId,
      LocalDate from,
      String account,
      @Nullable Opening opening)
      throws IOException {
    Map<String, Object> coverage = new HashMap<>();
    coverage.put("personId", personId);
    coverage.put("policy", policy);
    coverage.put("planId", planId);
    coverage.put("validFrom", from.toString());
    coverage.put("payoutAccount", account);
    if (opening != null) {
      coverage.put(
          "opening",
          Map.of(
              "year", opening.year(),
              "deductibleUsedFen", opening.deductibleUsedFen(),
              "inScopeUsedFen", opening.deductibleUsedFen(),
              "paidFen", 0,
              "admissions", 0));
    }
    require(
        http.put(claims.apply("/v1/coverages"), operatorOf(payer), coverage),
        "store a coverage of " + payer);
  }

  /** A claim as its payer sees it now. */
  public JsonNode claim(String payer, ClaimId claim) throws IOException {
    return require(http.get(claimUri(claim), operatorOf(payer)), "read claim " + claim);
  }

  /** A payer's claim once it has ended, or as it is when {@code atMost} is over. */
  public JsonNode untilEnded(String payer, ClaimId claim, Duration atMost) throws IOException {
    Instant deadline = Instant.now().plus(atMost);
    while (true) {
      JsonNode view =
          require(
              http.getWaiting(claimUri(claim), operatorOf(payer), WAIT_SECONDS),
              "watch claim " + claim);
      if (view.path("ended").asBoolean() || Instant.now().isAfter(deadline)) {
        return view;
      }
    }
  }

  private URI claimUri(ClaimId claim) {
    return claims.apply("/v1/claims/" + claim);
  }

  private Supplier<String> operatorOf(String payer) {
    return installation.bearer("claims-" + payer);
  }

  /**
   * The answer's body.
   *
   * @throws RefusedException when it is a refusal
   */
  public static JsonNode require(JsonHttp.Answer answer, String what) throws RefusedException {
    if (!answer.ok()) {
      throw new RefusedException(answer, what);
    }
    return answer.body();
  }
}
