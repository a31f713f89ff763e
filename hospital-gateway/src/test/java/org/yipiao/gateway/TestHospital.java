package org.yipiao.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.upload.BatchSigner;
import org.yipiao.invoice.document.DocumentIssuer;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.invoice.document.certificate.IssuerAuthority;
import org.yipiao.invoice.document.certificate.IssuerSubject;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.Ed25519Keys;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyFiles.KeyEntry;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.id.TenantId;

/** A made-up hospital with a genesis of its own and real keys. */
public final class TestHospital {

  public static final int MEMBER = 4;
  public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  public static final String INSTANCE = "counter";

  private static final Instant YESTERDAY = Instant.parse("2026-01-01T00:00:00Z");
  private static final CreditCode CREDIT_CODE = creditCode("12110000400686411");
  private static final String ORIGIN = "yipiao.invalid/test";

  private final SecureRandom random = new SecureRandom();
  private final KeyEntry transactions;
  private final KeyEntry documents;
  private final KeyEntry client;
  private final Genesis genesis;

  public TestHospital() {
    this.transactions =
        KeyFiles.selfSigned(
            KeyFiles.generateP256(random), "CN=hospital transactions", YESTERDAY, random);
    this.client =
        KeyFiles.selfSigned(KeyFiles.generateP256(random), "CN=gateway client", YESTERDAY, random);
    IssuerAuthority authority =
        IssuerAuthority.create(
            "CN=test authority",
            KeyFiles.generateP256(random),
            YESTERDAY,
            Duration.ofDays(3650),
            random);
    KeyPair documentKey = KeyFiles.generateP256(random);
    IssuerSubject subject =
        new IssuerSubject("Test hospital", CREDIT_CODE, new MemberNumber(MEMBER));
    this.documents =
        new KeyEntry(
            documentKey.getPrivate(),
            List.of(
                authority.certify(
                    subject, documentKey.getPublic(), YESTERDAY, Duration.ofDays(3650))));
    this.genesis =
        new Genesis(
            ORIGIN,
            YESTERDAY,
            "INTL",
            1,
            GenesisLimits.DEFAULT,
            List.of(
                new GenesisMember(
                    new MemberNumber(MEMBER),
                    "hospital-one",
                    MemberKind.HOSPITAL,
                    CREDIT_CODE,
                    List.of(transactions.certificate().getPublicKey()),
                    validator())));
  }

  private GenesisValidator validator() {
    byte[] log = Ed25519Keys.raw(KeyFiles.generateEd25519(random).getPublic());
    byte[] cosigning = Ed25519Keys.raw(KeyFiles.generateEd25519(random).getPublic());
    KeyEntry engine =
        KeyFiles.selfSigned(KeyFiles.generateP256(random), "CN=engine", YESTERDAY, random);
    return new GenesisValidator(
        Vkey.log(ORIGIN, log),
        Vkey.cosigner(ORIGIN + "/hospital-one", cosigning),
        engine.certificate(),
        "127.0.0.1",
        1);
  }

  private static CreditCode creditCode(String first17) {
    return new CreditCode(first17 + CreditCode.checkCharacter(first17));
  }

  public Hospital hospital() {
    Issuer issuer = new Issuer(new MemberNumber(MEMBER), "测试医院", CREDIT_CODE, "110101", ZONE);
    return new Hospital(issuer, new TenantId("hospital-one"), INSTANCE);
  }

  public DocumentIssuer documents() {
    return new DocumentIssuer(
        SignatureSuite.intl().signer(documents.privateKey()), documents.chain(), random);
  }

  public BatchSigner batches(Duration validity) {
    return new BatchSigner(
        genesis.ledgerId(),
        MEMBER,
        KeyId.of(transactions.certificate().getPublicKey()),
        SignatureSuite.intl().signer(transactions.privateKey()),
        validity,
        random);
  }

  /** Writes genesis and keys into a directory, and says how a gateway is configured with them. */
  public Map<String, String> install(Path directory) {
    try {
      Files.createDirectories(directory);
      Files.write(directory.resolve("genesis.json"), genesis.encode());
      KeyFiles.store(directory.resolve("transactions.p12"), transactions, random);
      KeyFiles.store(directory.resolve("documents.p12"), documents, random);
      KeyFiles.store(directory.resolve("client.p12"), client, random);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Map.ofEntries(
        Map.entry("yipiao.gateway.directory", directory.resolve("data").toString()),
        Map.entry("yipiao.gateway.genesis-file", directory.resolve("genesis.json").toString()),
        Map.entry(
            "yipiao.gateway.transaction-key", directory.resolve("transactions.p12").toString()),
        Map.entry("yipiao.gateway.document-key", directory.resolve("documents.p12").toString()),
        Map.entry("yipiao.gateway.instance", INSTANCE),
        Map.entry("yipiao.gateway.hospital.member", String.valueOf(MEMBER)),
        Map.entry("yipiao.gateway.hospital.name", "测试医院"),
        Map.entry("yipiao.gateway.hospital.region-code", "110101"),
        Map.entry("yipiao.gateway.hl7.port", "0"),
        Map.entry("yipiao.oauth.client-id", "hospital-one-gateway"),
        Map.entry("yipiao.oauth.key-store", directory.resolve("client.p12").toString()),
        Map.entry(
            "yipiao.oauth.key-store-password-file",
            directory.resolve("client.password").toString()),
        Map.entry("server.port", "0"));
  }
}
