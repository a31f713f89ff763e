package org.yipiao.quickstart.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yipiao.embedded.Directories;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import tools.jackson.databind.json.JsonMapper;

/**
 * The OAuth clients of the development platform: who may call what. Each has a P-256 key in {@code
 * <client>.p12} with its password beside it; the authorization server gets the public halves.
 */
public final class Clients {

  private static final int COORDINATE_BYTES = 32;

  private static final String HIS_SCOPES = "charges.submit invoices.read.own";

  private static final String PAYER_SCOPES =
      "ledger.submit ledger.read invoices.read persons.resolve bank.pay bank.read plans.write coverages.write"
          + " claims.read";

  /** What a person at a payer needs who looks into claims that cannot be decided by themselves. */
  private static final String OPERATOR_SCOPES = "claims.read claims.resolve claims.decide";

  private static final String PATIENTS_SCOPES =
      "openid claims.submit claims.read invoices.read.person consents.write invoices.link";
  private static final String STAFF_SCOPES = "openid claims.read claims.decide";

  private static final List<Client> ALL =
      List.of(
          new Client("hospital-one-gateway", "hospital-one", "invoices.submit ledger.read"),
          new Client("hospital-two-gateway", "hospital-two", "invoices.submit ledger.read"),
          new Client("his-hospital-one", "hospital-one", HIS_SCOPES),
          new Client("his-hospital-two", "hospital-two", HIS_SCOPES),
          new Client("invoice-service", "bureau", "ledger.submit ledger.read"),
          new Client("bureau-operator", "bureau", "numbers.allocate operations.read"),
          new Client("claims-agency", "agency", PAYER_SCOPES),
          new Client("claims-insurer", "insurer", PAYER_SCOPES),
          new Client("claims-insurer-two", "insurer-two", PAYER_SCOPES),
          // Two of each: what is worth a second pair of eyes takes two people.
          new Client("agency-operator", "agency", OPERATOR_SCOPES),
          new Client("agency-operator-two", "agency", OPERATOR_SCOPES),
          new Client("insurer-operator", "insurer", OPERATOR_SCOPES),
          new Client("insurer-operator-two", "insurer", OPERATOR_SCOPES),
          new Client("insurer-two-operator", "insurer-two", OPERATOR_SCOPES),
          new Client("insurer-two-operator-two", "insurer-two", OPERATOR_SCOPES),
          new Client("ledger-node-bureau", "bureau", "ledger.read"),
          new Client("ledger-node-agency", "agency", "ledger.read"),
          new Client("ledger-node-insurer", "insurer", "ledger.read"),
          new Client("ledger-node-hospital-one", "hospital-one", "ledger.read"),
          new Client(
              "mobile-bff", "platform", PATIENTS_SCOPES, new SignIn("/login/callback", "PATIENTS")),
          new Client(
              "payer-console",
              "platform",
              STAFF_SCOPES,
              new SignIn("/payers/login/callback", "STAFF")),
          new Client(
              "authorization-server",
              "platform",
              "messages.send messages.receive identities.read persons.resolve"),
          new Client(
              "demo-driver",
              "bureau",
              "ledger.submit ledger.read bank.read bank.control messages.read identities.write"),
          new Client("auditor", "bureau", "ledger.read operations.read bank.read"));

  private final Path directory;

  private Clients(Path directory) {
    this.directory = directory;
  }

  /** A client, its tenant, its scopes separated by spaces, and whom it signs in, if anybody. */
  private record Client(String id, String tenant, String scopes, @Nullable SignIn signIn) {

    Client(String id, String tenant, String scopes) {
      this(id, tenant, scopes, null);
    }
  }

  /**
   * @param callback path of the public address where the browser comes back to
   * @param who {@code PATIENTS} or {@code STAFF}
   */
  private record SignIn(String callback, String who) {}

  /**
   * The clients of a platform, with keys made for those that have none, and the file for the
   * server.
   *
   * @param publicUrl origin to which browsers that signed in come back
   */
  static Clients in(Path directory, String publicUrl) {
    try {
      Files.createDirectories(directory);
      var random = new SecureRandom();
      var entries = new ArrayList<Map<String, Object>>();
      for (Client client : ALL) {
        Path key = directory.resolve(client.id() + ".p12");
        if (!Files.exists(key)) {
          Files.deleteIfExists(KeyFiles.passwordFile(key));
          KeyFiles.store(
              key,
              KeyFiles.selfSigned(
                  KeyFiles.generateP256(random), "CN=" + client.id(), Instant.now(), random),
              random);
        }
        entries.add(entry(client, key, publicUrl));
      }
      Directories.writePrivate(
          directory.resolve("clients.json"),
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(entries));
      return new Clients(directory);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make the clients' keys in " + directory, failure);
    }
  }

  /** What the authorization server reads. */
  Path file() {
    return directory.resolve("clients.json");
  }

  /** The key store of a client; its password lies beside it. */
  public Path keyStore(String client) {
    return directory.resolve(client + ".p12");
  }

  private static Map<String, Object> entry(Client client, Path key, String publicUrl)
      throws IOException {
    var publicKey = (ECPublicKey) KeyFiles.load(key).certificate().getPublicKey();
    Map<String, String> jwk =
        Map.of(
            "kty", "EC",
            "crv", "P-256",
            "use", "sig",
            "alg", "ES256",
            "kid", client.id(),
            "x", coordinate(publicKey.getW().getAffineX()),
            "y", coordinate(publicKey.getW().getAffineY()));
    var entry = new LinkedHashMap<String, Object>();
    entry.put("clientId", client.id());
    entry.put("tenant", client.tenant());
    entry.put("jwk", jwk);
    entry.put("scopes", List.of(client.scopes().split(" ", -1)));
    SignIn signIn = client.signIn();
    if (signIn != null) {
      entry.put("redirectUris", List.of(publicUrl + signIn.callback()));
      entry.put("signsIn", signIn.who());
    }
    return entry;
  }

  /** RFC 7518, section 6.2.1.2: 32 bytes, big-endian, base64url without padding. */
  private static String coordinate(BigInteger value) {
    byte[] bytes = value.toByteArray();
    byte[] fixed = new byte[COORDINATE_BYTES];
    int length = Math.min(bytes.length, COORDINATE_BYTES);
    System.arraycopy(bytes, bytes.length - length, fixed, COORDINATE_BYTES - length, length);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fixed);
  }
}
