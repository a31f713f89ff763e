package org.yipiao.claims.server.tenant;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.yipiao.claims.server.ClaimsProperties;
import org.yipiao.ledger.client.FollowedTrust;
import org.yipiao.ledger.client.HttpLedgerClient;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;
import org.yipiao.platform.telemetry.TraceContext;

@Configuration(proxyBeanMethods = false)
class PayerTenantsConfiguration {

  private static final Duration TOKEN_TIMEOUT = Duration.ofSeconds(5);

  @Bean
  @ConditionalOnMissingBean
  TrustRoot trustRoot(ClaimsProperties settings) throws IOException {
    return TrustRoot.parse(Files.readAllBytes(Path.of(settings.trustFile())));
  }

  /** One for all tenants and for the bundles of invoices: it goes on with the ledger's epochs. */
  @Bean
  FollowedTrust followedTrust(ClaimsProperties settings, TrustRoot trust) {
    return new FollowedTrust(settings.ledgerNodes(), trust);
  }

  @Bean
  @ConditionalOnMissingBean
  PayerLedgerAccess ledgerAccess(ClaimsProperties settings, FollowedTrust trust) {
    return (stateNodes, bearer) ->
        new HttpLedgerClient(
            settings.ledgerNodes(), stateNodes, trust, bearer, TraceContext::currentTraceparent);
  }

  @Bean
  @ConditionalOnMissingBean
  PayerTenants payerTenants(
      ClaimsProperties settings, PayerLedgerAccess access, InstantSource time, SecureRandom random)
      throws IOException {
    Path file =
        settings.genesisFile() == null
            ? Path.of(settings.trustFile()).resolveSibling("genesis.json")
            : Path.of(settings.genesisFile());
    Genesis genesis = Genesis.decode(Files.readAllBytes(file));
    List<PayerTenant> tenants = new java.util.ArrayList<>();
    for (ClaimsProperties.Tenant tenant : settings.tenants()) {
      tenants.add(tenant(settings, tenant, genesis, access, time, random));
    }
    return new PayerTenants(genesis.ledgerId(), tenants, settings.socialMembers());
  }

  private static PayerTenant tenant(
      ClaimsProperties settings,
      ClaimsProperties.Tenant tenant,
      Genesis genesis,
      PayerLedgerAccess access,
      InstantSource time,
      SecureRandom random)
      throws IOException {
    KeyFiles.KeyEntry key = KeyFiles.load(Path.of(tenant.transactionKey()));
    int keyId = KeyId.of(key.certificate().getPublicKey());
    var member =
        genesis
            .member(tenant.member())
            .orElseThrow(() ->
                new IllegalStateException(
                    "tenant " + tenant.tenant() + " is no member of this ledger"));
    if (member.transactionKey(keyId).isEmpty()) {
      throw new IllegalStateException(
          "the transaction key of tenant " + tenant.tenant() + " is not the one on the ledger");
    }
    String password = tenant.oauthKeyStorePasswordFile();
    ServiceTokens tokens =
        ServiceTokens.of(
            new OAuthClientProperties(
                settings.tokenUri(),
                tenant.oauthClientId(),
                tenant.oauthKeyStore(),
                password == null
                    ? KeyFiles.passwordFile(Path.of(tenant.oauthKeyStore())).toString()
                    : password,
                TOKEN_TIMEOUT,
                settings.tokenAudience()),
            time);
    String name = tenant.name();
    return new PayerTenant(
        new TenantId(tenant.tenant()),
        name == null ? tenant.tenant() : name,
        tenant.member(),
        keyId,
        genesis.signatureSuite(random).signer(key.privateKey()),
        benefitKey(Path.of(tenant.benefitKeyFile())),
        tenant.bankAccount(),
        Money.ofFen(tenant.secondPairOfEyesAbove()),
        access.open(tenant.stateNodes(), tokens.bearer("ledger.submit", "ledger.read")),
        tokens,
        random);
  }

  private static byte[] benefitKey(Path file) throws IOException {
    byte[] key = HexFormat.of().parseHex(Files.readString(file).strip());
    if (key.length < 32 || key.length > 64) {
      throw new IllegalStateException(file + " must hold 32 to 64 bytes in hexadecimal");
    }
    return key;
  }
}
