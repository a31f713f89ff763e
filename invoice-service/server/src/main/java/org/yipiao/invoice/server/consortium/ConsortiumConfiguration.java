package org.yipiao.invoice.server.consortium;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.trust.TrustRoot;

@Configuration(proxyBeanMethods = false)
class ConsortiumConfiguration {

  @Bean
  @ConditionalOnMissingBean
  InstantSource time() {
    return InstantSource.system();
  }

  @Bean
  SecureRandom random() {
    return new SecureRandom();
  }

  @Bean
  Genesis genesis(InvoiceProperties properties) {
    return Genesis.decode(read(Objects.requireNonNull(properties.genesisFile())));
  }

  @Bean
  TrustRoot trustRoot(InvoiceProperties properties) {
    return TrustRoot.parse(read(properties.trustFile()));
  }

  @Bean
  SignatureSuite signatureSuite(Genesis genesis, SecureRandom random) {
    return genesis.signatureSuite(random);
  }

  @Bean
  Consortium consortium(Genesis genesis, SignatureSuite suite, TrustRoot trust) {
    return new Consortium(genesis, suite, trust);
  }

  @Bean
  BureauSigner bureauSigner(
      InvoiceProperties properties, Genesis genesis, SignatureSuite suite, SecureRandom random) {
    try {
      var entry = KeyFiles.load(Path.of(properties.transactionKey()));
      int keyId = KeyId.of(entry.certificate().getPublicKey());
      GenesisMember bureau =
          genesis.members().stream()
              .filter(member -> member.kind() == MemberKind.REGULATOR)
              .filter(member ->
                  member.transactionKeys().stream().anyMatch(key -> KeyId.of(key) == keyId))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "the key in " + properties.transactionKey() + " is no regulator's"));
      return new BureauSigner(
          genesis.ledgerId(),
          bureau.number().value(),
          keyId,
          suite.signer(entry.privateKey()),
          random);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + properties.transactionKey(), e);
    }
  }

  private static byte[] read(String path) {
    try {
      return Files.readAllBytes(Path.of(path));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + path, e);
    }
  }
}
