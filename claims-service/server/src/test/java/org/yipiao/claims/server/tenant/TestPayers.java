package org.yipiao.claims.server.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisLimits;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;

/** Three payers with real keys on a made-up ledger. */
public final class TestPayers {

  private static final SecureRandom RANDOM = new SecureRandom();
  private static final Map<String, Integer> PAYERS =
      Map.of("agency", 2, "insurer", 3, "insurer-two", 6);

  private final Map<String, KeyPair> keys = new java.util.TreeMap<>();
  private final Genesis genesis;

  public TestPayers() {
    PAYERS.keySet().forEach(name -> keys.put(name, KeyFiles.generateP256(RANDOM)));
    Instant time = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    List<GenesisMember> members = new ArrayList<>();
    for (int number : List.of(2, 3, 6)) {
      String name =
          PAYERS.entrySet().stream()
              .filter(entry -> entry.getValue() == number)
              .map(Map.Entry::getKey)
              .findFirst()
              .orElseThrow();
      members.add(
          new GenesisMember(
              new MemberNumber(number),
              name,
              MemberKind.PAYER,
              creditCode(number),
              List.of(Objects.requireNonNull(keys.get(name)).getPublic()),
              number == 2 ? validator(time) : null));
    }
    this.genesis =
        new Genesis("yipiao.invalid/test/claims", time, "INTL", 1, GenesisLimits.DEFAULT, members);
  }

  private static GenesisValidator validator(Instant time) {
    KeyPair engine = KeyFiles.generateP256(RANDOM);
    byte[] log = ed25519();
    byte[] cosigner = ed25519();
    return new GenesisValidator(
        Vkey.log("yipiao.invalid/test/claims", log),
        Vkey.cosigner("yipiao.invalid/test/agency", cosigner),
        KeyFiles.selfSigned(engine, "CN=agency engine", time, RANDOM).certificate(),
        "127.0.0.1",
        8111);
  }

  /** A raw public key: the last 32 bytes of its encoding (RFC 8410). */
  private static byte[] ed25519() {
    byte[] encoded = KeyFiles.generateEd25519(RANDOM).getPublic().getEncoded();
    return java.util.Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length);
  }

  private static CreditCode creditCode(int number) {
    String body = "9111010000000000" + number;
    for (char check : "0123456789ABCDEFGHJKLMNPQRTUWXY".toCharArray()) {
      try {
        return new CreditCode(body + check);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasNoCause();
      }
    }
    throw new IllegalStateException("no check character fits");
  }

  public Genesis genesis() {
    return genesis;
  }

  /** The accounts that they pay from, by tenant. */
  public static Map<String, String> bankAccounts() {
    Map<String, String> accounts = new java.util.TreeMap<>();
    PAYERS.keySet().forEach(name -> accounts.put(name, bankAccount(name)));
    return accounts;
  }

  private static String bankAccount(String payer) {
    return "sandbox-" + payer;
  }

  /**
   * The payers, each with the same view of one ledger and its own client, named like it, of a token
   * endpoint.
   */
  public PayerTenants tenants(LedgerClient ledger, Path directory, java.net.URI tokenUri)
      throws Exception {
    Path store = directory.resolve("client.p12");
    if (!Files.exists(store)) {
      KeyFiles.store(
          store,
          KeyFiles.selfSigned(KeyFiles.generateP256(RANDOM), "CN=client", Instant.now(), RANDOM),
          RANDOM);
    }
    List<PayerTenant> tenants = new ArrayList<>();
    keys.forEach((name, pair) ->
        tenants.add(
            new PayerTenant(
                new TenantId(name),
                name,
                Objects.requireNonNull(PAYERS.get(name)),
                KeyId.of(pair.getPublic()),
                genesis.signatureSuite(RANDOM).signer(pair.getPrivate()),
                new byte[32],
                bankAccount(name),
                Money.ofFen(500_000),
                ledger,
                ServiceTokens.of(
                    new OAuthClientProperties(
                        tokenUri,
                        name,
                        store.toString(),
                        KeyFiles.passwordFile(store).toString(),
                        java.time.Duration.ofSeconds(5)),
                    InstantSource.system()),
                RANDOM)));
    return new PayerTenants(genesis.ledgerId(), tenants, List.of(2));
  }
}
