package org.yipiao.claims.server.testing;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BiFunction;
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
import org.yipiao.invoice.document.sdjwt.SdJwt;
import org.yipiao.invoice.document.sdjwt.SdJwtIssuer;
import org.yipiao.invoice.document.sdjwt.SdJwtReading;
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
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Hospital one of the test consortium: its invoices are on a real ledger, with real proofs. */
public final class IssuingHospital {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int RANGE = 100;

  private final SharedTestConsortium consortium = SharedTestConsortium.get();
  private final SecureRandom random = new SecureRandom();
  private final TrustRoot trust;
  private final Genesis genesis;
  private final HttpLedgerClient ledger;
  private final MessageSigner signer;
  private final List<X509Certificate> chain;
  private final DocumentIssuer documents;
  private final long firstNumber;
  private int issued;

  /** Has a fresh range of numbers allocated. */
  public IssuingHospital() throws IOException {
    trust = TrustRoot.parse(Files.readAllBytes(consortium.trust()));
    genesis = Genesis.decode(Files.readAllBytes(consortium.genesis()));
    ledger = new HttpLedgerClient(consortium.nodes(), trust, consortium::token);
    KeyEntry key = KeyFiles.load(keys("hospital-one").resolve("document.p12"));
    signer = SignatureSuite.intl().signer(key.privateKey());
    chain = key.chain();
    documents = new DocumentIssuer(signer, chain, random);
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

  /**
   * The same with other claims, soundly signed, as of a hospital whose software does not check what
   * it signs.
   *
   * @param change of all claims by name, the visible and the disclosed ones
   */
  public synchronized FinalInvoice forge(
      NationalDocument document, BiFunction<String, JsonNode, JsonNode> change) throws IOException {
    var id = new InvoiceId(firstNumber + issued++);
    IssuedDocument sound = document(id, document);
    SdJwt token = ((SdJwtReading.Read) SdJwt.read(sound.compact())).token();
    var visible = JsonNodeFactory.instance.objectNode();
    token
        .claims()
        .properties()
        .forEach(claim -> {
          if (!claim.getKey().startsWith("_sd")) {
            visible.set(claim.getKey(), change.apply(claim.getKey(), claim.getValue()));
          }
        });
    var disclosed = new LinkedHashMap<String, JsonNode>();
    token
        .disclosures()
        .forEach(one -> disclosed.put(one.name(), change.apply(one.name(), one.value())));
    String compact = new SdJwtIssuer(signer, chain, random).issue(visible, disclosed);
    byte[] jwt = compact.substring(0, compact.indexOf('~')).getBytes(StandardCharsets.US_ASCII);
    Money total = sound.total();
    var forged = new IssuedDocument(id, compact, Digest.sha256(jwt), total, sound.claimable());
    return new FinalInvoice(
        id, total, apply("hospital-one", forged.operation()).bundle(forged.compact()));
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
