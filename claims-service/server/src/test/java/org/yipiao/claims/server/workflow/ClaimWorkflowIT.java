package org.yipiao.claims.server.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.yipiao.claims.adjudication.plan.BenefitPlan;
import org.yipiao.claims.adjudication.plan.CatalogueClass;
import org.yipiao.claims.adjudication.plan.EncounterType;
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
import org.yipiao.claims.server.coverage.Coverages;
import org.yipiao.claims.server.payout.BankRail;
import org.yipiao.claims.server.plan.PlanStore;
import org.yipiao.claims.server.tenant.PayerTenant;
import org.yipiao.claims.server.tenant.PayerTenants;
import org.yipiao.claims.server.tenant.TestPayers;
import org.yipiao.claims.server.verification.InvoiceFacts;
import org.yipiao.claims.server.verification.InvoiceVerification;
import org.yipiao.claims.server.verification.Verification;
import org.yipiao.embedded.DatabaseAccess;
import org.yipiao.embedded.shared.SharedTestServers;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.security.Caller;
import org.yipiao.platform.testing.TestTokens;

@SpringBootTest(
    classes = ClaimsServiceApplication.class,
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@Import(ClaimWorkflowIT.Surroundings.class)
class ClaimWorkflowIT {

  private static final TestPayers PAYERS = new TestPayers();
  private static final ContractLedger LEDGER = new ContractLedger(PAYERS.genesis());
  private static final ScriptedBank BANK = new ScriptedBank();
  private static final Map<Long, InvoiceFacts> INVOICES = new ConcurrentHashMap<>();
  private static final CrashOnce CRASH = new CrashOnce();
  private static final TestTokens TOKENS = TestTokens.start();
  private static final AtomicLong NEXT = new AtomicLong(System.nanoTime() % 1_000_000_000L);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

  /** Ends the thread that drives a claim, as the death of the process would. */
  private static final class Killed extends Error {
    private static final long serialVersionUID = 1L;
  }

  private static final class CrashOnce implements CrashSwitch {
    volatile @Nullable CrashPoint at;

    @Override
    public void reached(CrashPoint point) {
      if (point == at) {
        at = null;
        throw new Killed();
      }
    }
  }

  @TestConfiguration
  static class Surroundings {
    @Bean
    PayerTenants payerTenants() throws Exception {
      Path keys = Files.createTempDirectory("claims-it");
      return PAYERS.tenants(LEDGER, keys);
    }

    @Bean
    TrustRoot trustRoot() {
      return TrustRoot.of(PAYERS.genesis(), List.of());
    }

    @Bean
    InvoiceVerification verification() {
      return (_, claim) -> {
        InvoiceFacts facts = INVOICES.get(claim.invoiceId());
        return facts == null
            ? new Verification.Refused("INVOICE_UNKNOWN")
            : new Verification.Verified(facts);
      };
    }

    @Bean
    BankRail bank() {
      return BANK;
    }

    @Bean
    CrashSwitch crash() {
      return CRASH;
    }
  }

  @DynamicPropertySource
  static void properties(DynamicPropertyRegistry properties) {
    SharedTestServers servers = SharedTestServers.get();
    DatabaseAccess database = servers.freshDatabase("claims");
    properties.add("spring.datasource.url", database::jdbcUrl);
    properties.add("spring.datasource.username", database::user);
    properties.add("spring.datasource.password", database::password);
    properties.add("spring.kafka.bootstrap-servers", servers::kafkaBootstrapServers);
    TOKENS.properties().forEach((name, value) -> properties.add(name, () -> value));
    properties.add("yipiao.claims.drive-claims", () -> "false");
    properties.add("yipiao.claims.trust-file", () -> "unused");
    properties.add("yipiao.claims.ledger-nodes", () -> "http://127.0.0.1:9");
    properties.add("yipiao.claims.bank", () -> "http://127.0.0.1:9");
    properties.add("yipiao.claims.invoice-service", () -> "http://127.0.0.1:9");
    properties.add("yipiao.claims.token-uri", () -> "http://127.0.0.1:9/token");
    String tenant = "yipiao.claims.tenants[0].";
    properties.add(tenant + "tenant", () -> "agency");
    properties.add(tenant + "member", () -> "2");
    for (String name :
        List.of(
            "transaction-key",
            "benefit-key-file",
            "oauth-client-id",
            "oauth-key-store",
            "bank-account")) {
      properties.add(tenant + name, () -> "unused");
    }
  }

  @AfterAll
  static void closeTokens() {
    TOKENS.close();
  }

  @Autowired private ClaimWorkflow workflow;
  @Autowired private ClaimStore claims;
  @Autowired private ClaimIntake intake;
  @Autowired private Coverages coverages;
  @Autowired private PlanStore plans;
  @Autowired private PayerTenants tenants;
  @Autowired private JdbcClient jdbc;

  @BeforeEach
  void reset() {
    BANK.mood = ScriptedBank.Mood.SETTLES;
    CRASH.at = null;
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

  private void store(String payer, String json) {
    BenefitPlan plan = PlanReader.read(json);
    plans.put(new TenantId(payer), plan, json, "test");
  }

  private static String fresh(int bytes) {
    byte[] random = new byte[bytes];
    new java.security.SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }

  private PayerTenant payer(String name) {
    return tenants.get(new TenantId(name));
  }

  private void insure(String payer, String person, String plan, long deductibleUsedFen) {
    boolean stored =
        coverages.put(
            payer(payer),
            new PutCoverage(
                person,
                "main",
                plan,
                LocalDate.of(2020, 1, 1),
                null,
                "6222000011112222",
                new PutCoverage.Opening(2026, deductibleUsedFen, deductibleUsedFen, 0, 0)),
            "test");
    assertThat(stored).isTrue();
  }

  private static InvoiceFacts.Line line(long fen, CatalogueClass type, String prepay) {
    return new InvoiceFacts.Line(
        "ITEM", fen, BigDecimal.ONE, DAY, type, new BigDecimal(prepay), null);
  }

  private static long invoice(InvoiceFacts.Line... lines) {
    long id = 110601260000000000L + NEXT.incrementAndGet();
    long total = Stream.of(lines).mapToLong(InvoiceFacts.Line::amountFen).sum();
    INVOICES.put(
        id,
        new InvoiceFacts(
            "91110000000000000A",
            "110000",
            EncounterType.OUTPATIENT,
            DAY,
            null,
            total,
            0,
            0,
            0,
            total,
            List.of(lines)));
    LEDGER.issue(id, total, total);
    return id;
  }

  private static long outpatientExample() {
    return invoice(
        line(30_000, CatalogueClass.A, "0"),
        line(40_000, CatalogueClass.A, "0"),
        line(50_000, CatalogueClass.B, "0.10"),
        line(6_000, CatalogueClass.C, "0"));
  }

  private ClaimId submit(String payer, String person, long invoice) {
    ClaimId id = new ClaimId(fresh(16));
    var consent =
        new SubmitClaim.Consent(
            fresh(32), payer, "REIMBURSEMENT", Instant.now().plus(Duration.ofHours(1)), fresh(16));
    var request =
        new SubmitClaim(
            id.value(), payer, new InvoiceId(invoice).toString(), person, "main", consent);
    var caller = new Caller(new TenantId("platform"), "patient-app", Set.of("claims.submit"));
    assertThat(intake.take(payer(payer), request, caller)).isEqualTo(ClaimIntake.Intake.TAKEN);
    return id;
  }

  private Claim drive(ClaimId id) {
    workflow.drive(id, () -> true);
    return claims.find(id).orElseThrow();
  }

  private long used(String column, String person) {
    return jdbc.sql("SELECT " + column + " FROM accumulator WHERE person_id = ?")
        .param(person)
        .query(Long.class)
        .single();
  }

  @Test
  void paysTheOutpatientExampleOnceAndSettlesIt() {
    String person = fresh(32);
    insure("agency", person, "beijing-employee-outpatient", 150_000);
    long invoice = outpatientExample();

    Claim claim = drive(submit("agency", person, invoice));

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(claim.amountFen()).isEqualTo(59_500);
    assertThat(claim.personShareFen()).isEqualTo(66_500);
    assertThat(BANK.paid(claim.claimId())).isEqualTo(1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(59_500);
    assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
    assertThat(claims.timeline(claim.id()).stream().map(TimelineEntry::state))
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
    assertThat(
            jdbc.sql("SELECT COUNT(*) FROM bank_message WHERE INSTR(content_sealed, ?) > 0")
                .param("6222000011112222")
                .query(Long.class)
                .single())
        .isZero();
  }

  @ParameterizedTest
  @EnumSource(CrashPoint.class)
  void comesBackFromADeathAtEveryPointAndPaysOnce(CrashPoint point) {
    boolean release =
        EnumSet.of(CrashPoint.RELEASE_STORED, CrashPoint.RELEASE_SENT).contains(point);
    BANK.mood = release ? ScriptedBank.Mood.REJECTS : ScriptedBank.Mood.SETTLES;
    String person = fresh(32);
    insure("agency", person, "beijing-employee-outpatient", 180_000);
    long invoice = invoice(line(10_000, CatalogueClass.A, "0"));
    ClaimId id = submit("agency", person, invoice);
    CRASH.at = point;

    Killed killed = null;
    try {
      drive(id);
    } catch (Killed e) {
      killed = e;
    }
    Claim claim = drive(id);

    assertThat(killed).isNotNull();
    assertThat(claim.state()).isEqualTo(release ? ClaimState.REJECTED_BY_BANK : ClaimState.PAID);
    assertThat(BANK.paid(id.value())).isEqualTo(release ? 0 : 1);
    assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(release ? 0 : 7_000);
    assertThat(used("paid_fen", person)).isEqualTo(release ? 0 : 7_000);
  }

  @Test
  void letsExactlyOneOfTwoPayersHaveTheLastFen() throws Exception {
    for (int round = 0; round < 5; round++) {
      String person = fresh(32);
      insure("insurer", person, "commercial-p", 0);
      insure("insurer-two", person, "commercial-p", 0);
      long invoice = invoice(line(10_000, CatalogueClass.A, "0"));
      ClaimId one = submit("insurer", person, invoice);
      ClaimId two = submit("insurer-two", person, invoice);

      List<Claim> ended = race(() -> drive(one), () -> drive(two));

      assertThat(ended.stream().map(Claim::state))
          .containsExactlyInAnyOrder(ClaimState.PAID, ClaimState.REFUSED);
      assertThat(LEDGER.row(invoice).reimbursedFen()).isEqualTo(10_000);
      assertThat(BANK.paid(one.value()) + BANK.paid(two.value())).isEqualTo(1);
    }
  }

  @Test
  void usesADeductibleUpOnceWhenTwoClaimsOfOnePersonRace() throws Exception {
    for (int round = 0; round < 5; round++) {
      String person = fresh(32);
      insure("agency", person, "beijing-employee-outpatient", 150_000);
      ClaimId one = submit("agency", person, invoice(line(100_000, CatalogueClass.A, "0")));
      ClaimId two = submit("agency", person, invoice(line(100_000, CatalogueClass.A, "0")));

      List<Claim> ended = race(() -> drive(one), () -> drive(two));

      assertThat(ended.stream().mapToLong(claim -> claim.amount().fen()).sum()).isEqualTo(119_000);
      assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
    }
  }

  private static List<Claim> race(Callable<Claim> one, Callable<Claim> two) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var first = threads.submit(one);
      var second = threads.submit(two);
      return List.of(first.get(), second.get());
    }
  }

  @Test
  void waitsForASilentBankAndPaysOnceWhenItSpeaks() {
    BANK.mood = ScriptedBank.Mood.SILENT;
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    insure("insurer-two", person, "commercial-p", 0);
    long invoice = invoice(line(10_000, CatalogueClass.A, "0"));
    ClaimId first = submit("insurer", person, invoice);

    assertThat(drive(first).state()).isEqualTo(ClaimState.PAYING);
    assertThat(drive(first).state()).isEqualTo(ClaimState.PAYING);
    Claim second = drive(submit("insurer-two", person, invoice));
    BANK.mood = ScriptedBank.Mood.SETTLES;

    assertThat(second.state()).isEqualTo(ClaimState.REFUSED);
    assertThat(second.refusalCode()).isEqualTo("EXCEEDS_REMAINING");
    assertThat(drive(first).state()).isEqualTo(ClaimState.PAID);
    assertThat(BANK.paid(first.value())).isEqualTo(1);
  }

  @Test
  void freesEverythingWhenTheBankRefusesForGood() {
    BANK.mood = ScriptedBank.Mood.REJECTS;
    String person = fresh(32);
    insure("agency", person, "beijing-employee-outpatient", 150_000);
    long invoice = outpatientExample();

    Claim rejected = drive(submit("agency", person, invoice));
    BANK.mood = ScriptedBank.Mood.SETTLES;
    Claim again = drive(submit("agency", person, invoice));

    assertThat(rejected.state()).isEqualTo(ClaimState.REJECTED_BY_BANK);
    assertThat(again.state()).isEqualTo(ClaimState.PAID);
    assertThat(again.amountFen()).isEqualTo(59_500);
    assertThat(used("deductible_used_fen", person)).isEqualTo(180_000);
  }

  @Test
  void signsAnewWhatHasExpiredForGood() {
    LEDGER.lose(1);
    String person = fresh(32);
    insure("agency", person, "beijing-employee-outpatient", 180_000);

    Claim claim = drive(submit("agency", person, invoice(line(10_000, CatalogueClass.A, "0"))));

    assertThat(claim.state()).isEqualTo(ClaimState.PAID);
    assertThat(
            jdbc.sql(
                    "SELECT status FROM ledger_transaction WHERE claim_id = ? ORDER BY attempt, kind")
                .param(claim.claimId())
                .query(String.class)
                .list())
        .containsExactly("EXPIRED", "FINAL", "FINAL");
  }

  @Test
  void refusesAStrangersInvoiceAndWhoIsNotInsured() {
    String person = fresh(32);
    assertThat(drive(submit("agency", person, outpatientExample())).refusalCode())
        .isEqualTo("NOT_INSURED");
    insure("agency", person, "beijing-employee-outpatient", 0);
    assertThat(drive(submit("agency", person, 110601269999999999L)).refusalCode())
        .isEqualTo("INVOICE_UNKNOWN");
  }
}
