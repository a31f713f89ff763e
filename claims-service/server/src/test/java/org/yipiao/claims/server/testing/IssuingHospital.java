package org.yipiao.claims.server.testing;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.shared.SharedTestConsortium;
import org.yipiao.invoice.document.CatalogueClass;
import org.yipiao.invoice.document.CoverageType;
import org.yipiao.invoice.document.DocumentIssuer;
import org.yipiao.invoice.document.DraftChecks;
import org.yipiao.invoice.document.DraftOutcome;
import org.yipiao.invoice.document.Encounter;
import org.yipiao.invoice.document.EncounterType;
import org.yipiao.invoice.document.FeeCategory;
import org.yipiao.invoice.document.InvoiceDraft;
import org.yipiao.invoice.document.InvoiceLine;
import org.yipiao.invoice.document.IssuedDocument;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.MoneyBlock;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.document.Payer;
import org.yipiao.ledger.client.FinalOperation;
import org.yipiao.ledger.client.Finality;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.client.TransactionRef;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.AllocateNumbers;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyFiles.KeyEntry;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/** Hospital one of the test consortium: its invoices are on a real ledger, with real proofs. */
public final class IssuingHospital {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RANGE = 100;

  private final SharedTestConsortium consortium = SharedTestConsortium.get();
  private final SecureRandom random = new SecureRandom();
  private final TrustRoot trust;
  private final Genesis genesis;
  private final HttpLedgerClient ledger;
  private final DocumentIssuer documents;
  private final long firstNumber;
  private int issued;

  /** Has a fresh range of numbers allocated. */
  public IssuingHospital() throws IOException {
    trust = TrustRoot.parse(Files.readAllBytes(consortium.trust()));
    genesis = Genesis.decode(Files.readAllBytes(consortium.genesis()));
    ledger = new HttpLedgerClient(consortium.nodes(), trust, consortium::token);
    KeyEntry key = KeyFiles.load(keys("hospital-one").resolve("document.p12"));
    documents =
        new DocumentIssuer(SignatureSuite.intl().signer(key.privateKey()), key.chain(), random);
    firstNumber = 110699260000000000L + random.nextInt(10_000_000) * (long) RANGE;
    apply(
        "bureau",
        AllocateNumbers.of(
            member("hospital-one").number(), "claims-it", new InvoiceId(firstNumber), RANGE));
  }

  public TrustRoot trust() {
    return trust;
  }

  private Path keys(String tenant) {
    return consortium.members().resolve(tenant);
  }

  private GenesisMember member(String name) {
    return genesis.members().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private FinalOperation apply(String tenant, Operation operation) throws IOException {
    KeyEntry key = KeyFiles.load(keys(tenant).resolve("transaction.p12"));
    SignedTransaction transaction =
        SignedTransaction.sign(
            genesis.ledgerId(),
            member(tenant).number().value(),
            KeyId.of(key.certificate().getPublicKey()),
            TransactionId.random(random),
            Instant.now().plus(Duration.ofHours(1)),
            false,
            List.of(operation),
            SignatureSuite.intl().signer(key.privateKey()));
    if (!(ledger.submit(transaction) instanceof Submission.Accepted)) {
      throw new IllegalStateException("the consortium took no transaction");
    }
    if (ledger.awaitFinal(TransactionRef.of(transaction), PATIENCE) instanceof Finality.Final done
        && done.firstRefused().isEmpty()) {
      return done.operations().getFirst();
    }
    throw new IllegalStateException("the consortium did not apply " + operation.type());
  }

  /** An invoice of 12.50 for one laboratory item, paid in cash, that is final. */
  public record FinalInvoice(InvoiceId id, Money total, ProofBundle bundle) {}

  /**
   * Issues an invoice and waits until it is final.
   *
   * @param document of the person, null for one that the hospital does not know
   */
  public synchronized FinalInvoice issue(@Nullable NationalDocument document) throws IOException {
    var id = new InvoiceId(firstNumber + issued++);
    IssuedDocument made = document(id, document);
    FinalOperation operation = apply("hospital-one", made.operation());
    return new FinalInvoice(id, Money.parseYuan("12.50"), operation.bundle(made.compact()));
  }

  private IssuedDocument document(InvoiceId id, @Nullable NationalDocument document) {
    Money total = Money.parseYuan("12.50");
    LocalDate day = RunningClaims.DAY;
    var line =
        new InvoiceLine(
            "LAB-1",
            "血常规",
            FeeCategory.LABORATORY,
            null,
            null,
            new BigDecimal("12.5"),
            BigDecimal.ONE,
            total,
            CatalogueClass.A,
            BigDecimal.ZERO,
            null,
            day,
            null);
    GenesisMember hospital = member("hospital-one");
    var draft =
        new InvoiceDraft(
            new Issuer(
                hospital.number(),
                documents.subject().organization(),
                hospital.creditCode(),
                "110101",
                ZoneId.of("Asia/Shanghai")),
            "V-" + id,
            Instant.now(),
            new Payer("张三丰", document, null, null),
            new Encounter(EncounterType.OUTPATIENT, day, null, null, null, null),
            CoverageType.EMPLOYEE,
            List.of(),
            List.of(line),
            MoneyBlock.allCash(total),
            total);
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Accepted(var checked, _) -> documents.issue(checked, id);
      case DraftOutcome.Refused(var refusals) -> throw new AssertionError(refusals.toString());
    };
  }
}
