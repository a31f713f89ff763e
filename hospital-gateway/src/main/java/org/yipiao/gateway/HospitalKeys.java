package org.yipiao.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.yipiao.gateway.charge.Hospital;
import org.yipiao.gateway.upload.BatchSigner;
import org.yipiao.invoice.document.DocumentIssuer;
import org.yipiao.invoice.document.Issuer;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.platform.id.TenantId;

/**
 * Who the hospital is and what it signs with. Genesis, keys and configuration must fit together;
 * else the gateway does not start, and says what does not fit.
 */
record HospitalKeys(Hospital hospital, BatchSigner batches, DocumentIssuer documents) {

  static HospitalKeys load(GatewayProperties properties, SecureRandom random) {
    try {
      return read(properties, random);
    } catch (IOException e) {
      throw new UncheckedIOException("a key or the genesis file cannot be read", e);
    }
  }

  private static HospitalKeys read(GatewayProperties properties, SecureRandom random)
      throws IOException {
    GatewayProperties.HospitalFacts facts = properties.hospital();
    Genesis genesis = Genesis.decode(Files.readAllBytes(Path.of(properties.genesisFile())));
    GenesisMember member =
        genesis
            .member(facts.member())
            .filter(found -> found.kind() == MemberKind.HOSPITAL)
            .orElseThrow(
                () -> new IllegalStateException("no hospital is member " + facts.member()));
    Issuer issuer =
        new Issuer(
            member.number(), facts.name(), member.creditCode(), facts.regionCode(), facts.zone());
    Hospital hospital = new Hospital(issuer, new TenantId(member.name()), properties.instance());
    SignatureSuite suite = SignatureSuite.named(genesis.suite(), random);
    KeyFiles.KeyEntry transactions = KeyFiles.load(Path.of(properties.transactionKey()));
    int keyId = KeyId.of(transactions.certificate().getPublicKey());
    if (member.transactionKeys().stream().mapToInt(KeyId::of).noneMatch(known -> known == keyId)) {
      throw new IllegalStateException("the transaction key is not in the genesis");
    }
    BatchSigner batches =
        new BatchSigner(
            genesis.ledgerId(),
            facts.member(),
            keyId,
            suite.signer(transactions.privateKey()),
            properties.upload().validity(),
            random);
    KeyFiles.KeyEntry documentKey = KeyFiles.load(Path.of(properties.documentKey()));
    MessageSigner documentSigner = suite.signer(documentKey.privateKey());
    DocumentIssuer documents = new DocumentIssuer(documentSigner, documentKey.chain(), random);
    if (!documents.subject().member().equals(member.number())
        || !documents.subject().creditCode().equals(member.creditCode())) {
      throw new IllegalStateException("the document certificate names another hospital");
    }
    return new HospitalKeys(hospital, batches, documents);
  }
}
