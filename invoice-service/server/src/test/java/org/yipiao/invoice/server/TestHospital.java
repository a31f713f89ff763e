package org.yipiao.invoice.server;

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
import java.util.ArrayList;
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
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyFiles.KeyEntry;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** A hospital of the test consortium, with its keys. */
final class TestHospital {

  static final String TENANT = "hospital-one";
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  static final NationalDocument PERSON =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011");

  private final SecureRandom random = new SecureRandom();
  private final Genesis genesis;
  private final GenesisMember member;
  private final KeyEntry transactionKey;
  private final MessageSigner signer;
  private final List<X509Certificate> chain;
  private final DocumentIssuer documents;

  TestHospital(SharedTestConsortium consortium, String tenant) throws IOException {
    genesis = Genesis.decode(Files.readAllBytes(consortium.genesis()));
    member =
        genesis.members().stream()
            .filter(one -> one.name().equals(tenant))
            .findFirst()
            .orElseThrow();
    Path keys = consortium.members().resolve(tenant);
    transactionKey = KeyFiles.load(keys.resolve("transaction.p12"));
    KeyEntry documentKey = KeyFiles.load(keys.resolve("document.p12"));
    signer = SignatureSuite.intl().signer(documentKey.privateKey());
    chain = documentKey.chain();
    documents = new DocumentIssuer(signer, chain, random);
  }

  IssuedDocument issue(long invoiceId, String businessNumber) {
    return issue(invoiceId, businessNumber, PERSON);
  }

  /** An invoice whose payer has that document, or none. */
  IssuedDocument issue(
      long invoiceId, String businessNumber, @Nullable NationalDocument payersDocument) {
    return issueTo(
        invoiceId, businessNumber, new Payer("张三丰", payersDocument, "10000000001", "MR-1"));
  }

  /** An invoice of somebody of that name. */
  IssuedDocument issueTo(
      String name, long invoiceId, String businessNumber, @Nullable NationalDocument document) {
    return issueTo(invoiceId, businessNumber, new Payer(name, document, null, null));
  }

  /** An invoice with nothing in it that could not be consented to. */
  IssuedDocument issueWithoutContact(
      long invoiceId, String businessNumber, NationalDocument payersDocument) {
    return issueTo(invoiceId, businessNumber, new Payer("张三丰", payersDocument, null, null));
  }

  private IssuedDocument issueTo(long invoiceId, String businessNumber, Payer payer) {
    return switch (DraftChecks.check(draft(businessNumber, payer))) {
      case DraftOutcome.Accepted(var checked, _) ->
          documents.issue(checked, new InvoiceId(invoiceId));
      case DraftOutcome.Refused(var refusals) -> throw new AssertionError(refusals.toString());
    };
  }

  private InvoiceDraft draft(String businessNumber, Payer payer) {
    Money total = Money.parseYuan("12.50");
    Instant now = Instant.now();
    LocalDate day = LocalDate.ofInstant(now, ZONE);
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
    return new InvoiceDraft(
        new Issuer(
            member.number(),
            documents.subject().organization(),
            member.creditCode(),
            "110101",
            ZONE),
        businessNumber,
        now,
        payer,
        new Encounter(EncounterType.OUTPATIENT, day, null, null, null, null),
        CoverageType.EMPLOYEE,
        List.of(),
        List.of(line),
        MoneyBlock.allCash(total),
        total);
  }

  /**
   * The same document with other claims, soundly signed by this hospital, as one would come whose
   * software does not check what it signs.
   *
   * @param change of all claims by name, the visible and the disclosed ones
   */
  IssuedDocument forge(IssuedDocument sound, BiFunction<String, JsonNode, JsonNode> change) {
    var token = ((SdJwtReading.Read) SdJwt.read(sound.compact())).token();
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
    return withText(sound, compact);
  }

  /** What the ledger's operation would say of another text under the same number. */
  static IssuedDocument withText(IssuedDocument issued, String compact) {
    byte[] jwt = compact.substring(0, compact.indexOf('~')).getBytes(StandardCharsets.US_ASCII);
    return new IssuedDocument(
        issued.invoiceId(), compact, Digest.sha256(jwt), issued.total(), issued.claimable());
  }

  SignedTransaction sign(List<IssuedDocument> issued) {
    return sign(issued, Duration.ofHours(1));
  }

  SignedTransaction sign(List<IssuedDocument> issued, Duration life) {
    var operations = new ArrayList<Operation>();
    issued.forEach(one -> operations.add(one.operation()));
    return SignedTransaction.sign(
        genesis.ledgerId(),
        member.number().value(),
        KeyId.of(transactionKey.certificate().getPublicKey()),
        TransactionId.random(random),
        Instant.now().plus(life),
        false,
        operations,
        SignatureSuite.intl().signer(transactionKey.privateKey()));
  }
}
