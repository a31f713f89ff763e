package org.yipiao.claims.server.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.PlanReader;
import org.yipiao.claims.adjudication.plan.PlanReader.Shipped;
import org.yipiao.claims.api.ClaimView.TimelineEntry;
import org.yipiao.claims.api.PutCoverage;
import org.yipiao.claims.api.SubmitClaim;
import org.yipiao.claims.server.ClaimsServiceApplication;
import org.yipiao.claims.server.claim.Claim;
import org.yipiao.claims.server.claim.ClaimIntake;
import org.yipiao.claims.server.claim.ClaimState;
import org.yipiao.claims.server.claim.ClaimStore;
import org.yipiao.claims.server.consent.ConsentKeySource;
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.workflow.ClaimDecision;
import org.yipiao.claims.server.workflow.ClaimResolution;
import org.yipiao.claims.server.workflow.ClaimWorkflow;
import org.yipiao.claims.server.workflow.CrashSwitch;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.testing.TestTokens;

/**
 * One running claims service for all its tests, on a real database, under the ledger's own rules;
 * register and bank are what a test makes them. It drives no claim by itself.
 */
@SpringBootTest(
    classes = ClaimsServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(RunningClaims.Surroundings.class)
public abstract class RunningClaims extends ClaimRequests {

  protected static final String OUTPATIENT = "beijing-employee-outpatient";
  protected static final ScriptedBank BANK = new ScriptedBank();
  protected static final CrashOnce CRASH = new CrashOnce();
  protected static final TestTokens TOKENS = TestTokens.start();
  private static volatile BankRail rail = BANK;
  private static volatile InvoiceVerification register = RunningClaims::look;

  /** Ends the thread that drives a claim, as the death of the process would. */
  protected static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  /** What surrounds the service. */
  @TestConfiguration
  public static class Surroundings {
    @Bean
    PayerTenants payerTenants() throws Exception {
      return PAYERS.tenants(
          LEDGER, Files.createTempDirectory("claims-it"), new TokenEndpoint(TOKENS).uri());
    }

    @Bean
    TrustRoot trustRoot() {
      return TrustRoot.of(PAYERS.genesis(), List.of());
    }

    @Bean
    InvoiceVerification verification() {
      return (payer, claim) -> register.verify(payer, claim);
    }

    @Bean
    ConsentKeySource publishedConsentKeys() {
      return ConsentSigner::published;
    }

    @Bean
    BankRail bank() {
      return new BankRail() {
        @Override
        public Handover send(PayerTenant payer, String messageId, byte[] message) {
          return rail.send(payer, messageId, message);
        }

        @Override
        public Report report(PayerTenant payer, String messageId) {
          return rail.report(payer, messageId);
        }
      };
    }

    @Bean
    CrashSwitch crash() {
      return CRASH;
    }
  }

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry registry) {
    settings(SharedTestServers.get().freshDatabase("claims"))
        .forEach((name, value) -> registry.add(name, () -> value));
  }

  /** The service's settings on a database. */
  protected static Map<String, String> settings(DatabaseAccess database) {
    var properties = new java.util.TreeMap<>(TOKENS.properties());
    properties.put("spring.datasource.url", database.jdbcUrl());
    properties.put("spring.datasource.username", database.user());
    properties.put("spring.datasource.password", database.password());
    properties.put(
        "spring.kafka.bootstrap-servers", SharedTestServers.get().kafkaBootstrapServers());
    properties.put("yipiao.claims.drive-claims", "false");
    properties.put("yipiao.claims.trust-file", "unused");
    properties.put("yipiao.claims.ledger-nodes", "http://127.0.0.1:9");
    properties.put("yipiao.claims.bank", "http://127.0.0.1:9");
    properties.put("yipiao.claims.invoice-service", "http://127.0.0.1:9");
    properties.put("yipiao.claims.token-uri", "http://127.0.0.1:9/token");
    String tenant = "yipiao.claims.tenants[0].";
    properties.put(tenant + "tenant", "agency");
    properties.put(tenant + "member", "2");
    for (String name :
        List.of(
            "transaction-key",
            "benefit-key-file",
            "oauth-client-id",
            "oauth-key-store",
            "bank-account")) {
      properties.put(tenant + name, "unused");
    }
    properties.put(tenant + "state-nodes", "http://127.0.0.1:9");
    return properties;
  }

  @LocalServerPort protected int port;
  @Autowired protected ClaimWorkflow workflow;
  @Autowired protected ClaimStore claims;
  @Autowired protected ClaimResolution resolution;
  @Autowired protected ClaimDecision decisions;
  @Autowired protected ClaimIntake intake;
  @Autowired protected Coverages coverages;
  @Autowired protected PlanStore plans;
  @Autowired protected PayerTenants tenants;
  @Autowired protected JdbcClient jdbc;

  @BeforeEach
  void reset() {
    rail = BANK;
    register = RunningClaims::look;
    BANK.mood = ScriptedBank.Mood.SETTLES;
    CRASH.at = null;
    LEDGER.lose(0);
    LEDGER.deny(0);
    LEDGER.seeAgain();
    LEDGER.answerNothing(0);
    LEDGER.down(false);
    LEDGER.silent(false);
    LEDGER.refuse(null);
    for (String payer : List.of("agency", "insurer", "insurer-two")) {
      store(payer, Shipped.BEIJING_EMPLOYEE_OUTPATIENT.json());
      store(
          payer,
          Shipped.COMMERCIAL_P
              .json()
              .replace("\"10000.00\"", "\"0.00\"")
              .replace("\"0.60\"", "\"1.00\""));
    }
  }

  /** Pays through another bank until the test ends. */
  protected static void bankAt(BankRail other) {
    rail = other;
  }

  /** Looks invoices up elsewhere until the test ends. */
  protected static void registerAt(InvoiceVerification other) {
    register = other;
  }

  protected final PlanStore.Stored store(String payer, String json) {
    BenefitPlan plan = PlanReader.read(json);
    return plans.put(new TenantId(payer), plan, json, "test");
  }

  /** The insurer's plan {@code half}: half of whatever the person paid, from the first fen on. */
  protected final void storeHalf() {
    store(
        "insurer",
        Shipped.COMMERCIAL_P
            .json()
            .replace("\"commercial-p\"", "\"half\"")
            .replace("\"10000.00\"", "\"0.00\"")
            .replace("\"0.60\"", "\"0.50\""));
  }

  /** A payer's plan {@code by-person}: no item is in its catalogue, so a person decides. */
  protected final void storeByPerson(String payer) {
    store(
        payer,
        Shipped.COMMERCIAL_P
            .json()
            .replace("\"commercial-p\"", "\"by-person\"")
            .replace("\"AS_PRINTED\"", "\"REVIEW\""));
  }

  /** A claim of one invoice, paid in full at the counter, that waits for a person's decision. */
  protected final Claim leftToAPerson(String payer, String person, long invoice) {
    storeByPerson(payer);
    insure(payer, person, "by-person", 0);
    Claim claim = drive(submit(payer, person, invoice));
    assertThat(claim.state()).isEqualTo(ClaimState.REVIEW);
    assertThat(claim.refusalCode()).isEqualTo("ITEM_UNLISTED");
    return claim;
  }

  protected final PayerTenant payer(String name) {
    return tenants.get(new TenantId(name));
  }

  protected final void insure(String payer, String person, String plan, long deductibleUsedFen) {
    insure(
        payer,
        person,
        plan,
        new PutCoverage.Opening(2026, deductibleUsedFen, deductibleUsedFen, 0, 0));
  }

  protected final void insure(
      String payer, String person, String plan, PutCoverage.Opening opening) {
    var coverage =
        new PutCoverage(
            person, "main", plan, LocalDate.of(2020, 1, 1), null, "6222000011112222", opening);
    assertThat(coverages.put(payer(payer), coverage, "test")).isTrue();
  }

  /** Insures a person under a second policy besides the first one. */
  protected final void insureUnder(String policy, String payer, String person, String plan) {
    var coverage =
        new PutCoverage(
            person, policy, plan, LocalDate.of(2020, 1, 1), null, "6222000011112222", null);
    assertThat(coverages.put(payer(payer), coverage, "test")).isTrue();
  }

  protected final ClaimId submit(String payer, String person, long invoice) {
    return submit(request(payer, person, invoice));
  }

  /** Under another policy than the first one. */
  protected final ClaimId submitUnder(String policy, String payer, String person, long invoice) {
    return submit(under(policy, request(payer, person, invoice)));
  }

  /** With the document that the person shows. */
  protected final ClaimId submit(String payer, String person, long invoice, String document) {
    String hash = Digest.sha256(document.getBytes(StandardCharsets.US_ASCII)).hex();
    return submit(request(payer, person, invoice, hash));
  }

  protected final ClaimId submit(SubmitClaim request) {
    assertThat(take(request)).isEqualTo(ClaimIntake.Intake.TAKEN);
    return new ClaimId(request.claimId());
  }

  /** What becomes of a claim that its person submits. */
  protected final ClaimIntake.Intake take(SubmitClaim request) {
    var caller =
        new Caller(
            new TenantId("platform"),
            "mobile-bff",
            Set.of("claims.submit"),
            new PersonId(request.personId()));
    return intake.take(payer(request.payer()), request, caller);
  }

  protected final Claim drive(ClaimId id) {
    // A claim that has ended is nobody's to drive on.
    workflow.drive(id, () -> !claims.find(id).orElseThrow().state().ended());
    return claims.find(id).orElseThrow();
  }

  /** A column of a person's only year. */
  protected final long used(String column, String person) {
    return jdbc.sql("SELECT " + column + " FROM accumulator WHERE person_id = ?")
        .param(person)
        .query(Long.class)
        .single();
  }

  /** The statuses of a claim's ledger transactions in the order of their kinds and attempts. */
  protected final List<String> transactions(ClaimId claim) {
    return jdbc.sql(
            """
            SELECT CONCAT(kind, ' ', attempt, ' ', status) FROM ledger_transaction
            WHERE claim_id = ? ORDER BY created_at, kind, attempt
            """)
        .param(claim.value())
        .query(String.class)
        .list();
  }

  /** The claim has been through each state on its way to the money, once and in order. */
  protected static void wentStraight(List<TimelineEntry> timeline) {
    assertThat(timeline.stream().map(TimelineEntry::state))
        .containsExactly(
            "SUBMITTED",
            "VERIFIED",
            "ADJUDICATED",
            "RESERVING",
            "COMMITTED",
            "PAYING",
            "PAID_BY_BANK",
            "SETTLING",
            "PAID");
  }
}
