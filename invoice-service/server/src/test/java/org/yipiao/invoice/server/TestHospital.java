package org.yipiao.invoice.server;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
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
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyFiles.KeyEntry;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.money.Money;

/** Hospital one of the test consortium, with its keys. */
final class TestHospital {

  static final String TENANT = "hospital-one";
  static final NationalDocument PERSON =
      new NationalDocument(NationalDocument.RESIDENT_ID, "110101199003070011");

  private final SecureRandom random = new SecureRandom();
  private final Genesis genesis;
  private final GenesisMember member;
  private final KeyEntry transactionKey;
  private final DocumentIssuer documents;

  TestHospital(SharedTestConsortium consortium) throws IOException {
    genesis = Genesis.decode(Files.readAllBytes(consortium.genesis()));
    member =
        genesis.members().stream()
            .filter(one -> one.name().equals(TENANT))
            .findFirst()
            .orElseThrow();
    Path keys = consortium.members().resolve(TENANT);
    transactionKey = KeyFiles.load(keys.resolve("transaction.p12"));
    KeyEntry documentKey = KeyFiles.load(keys.resolve("document.p12"));
    documents =
        new DocumentIssuer(
            SignatureSuite.intl().signer(documentKey.privateKey()), documentKey.chain(), random);
  }

  IssuedDocument issue(long invoiceId, String businessNumber) {
    Money total = Money.parseYuan("12.50");
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
            LocalDate.of(2026, 11, 22),
            null);
    var draft =
        new InvoiceDraft(
            new Issuer(
                member.number(),
                documents.subject().organization(),
                member.creditCode(),
                "110101",
                ZoneId.of("Asia/Shanghai")),
            businessNumber,
            Instant.now(),
            new Payer("张三丰", PERSON, null, null),
            new Encounter(
                EncounterType.OUTPATIENT, LocalDate.of(2026, 11, 22), null, null, null, null),
            CoverageType.EMPLOYEE,
            List.of(),
            List.of(line),
            MoneyBlock.allCash(total),
            total);
    return switch (DraftChecks.check(draft)) {
      case DraftOutcome.Accepted(var checked, _) ->
          documents.issue(checked, new InvoiceId(invoiceId));
      case DraftOutcome.Refused(var refusals) -> throw new AssertionError(refusals.toString());
    };
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
