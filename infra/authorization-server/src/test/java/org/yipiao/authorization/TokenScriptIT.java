package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yipiao.authorization.TestClient.at;
import static org.yipiao.authorization.TestClient.get;

import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

/** The script of the guide, run as its reader runs it, against a running server. */
class TokenScriptIT {

  private static final Path SCRIPT =
      Path.of(System.getProperty("yipiao.root", "../.."), "infra/cli/token.sh").toAbsolutePath();
  private static final int RUNS = 3;

  /** Stands before OpenSSL on the PATH; takes the key out of its store once, for speed. */
  private static final String SIGNS_UNTIL_SHORT =
      """
      #!/bin/bash
      # OpenSSL, but it signs again until r or s has fewer than 32 bytes, as one in 128 has.
      PATH=${PATH#*:}
      [ "$1 $2 $3 $5" = "dgst -sha256 -sign -passin" ] || exec openssl "$@"
      cat >"$0.input"
      openssl pkey -in "$4" -passin "$6" -out "$0.pem" || exit
      until openssl asn1parse -inform DER -in "$0.der" 2>/dev/null |
        awk -F: '/INTEGER/ && length($NF) < 64 { short = 1 } END { exit !short }'; do
        openssl dgst -sha256 -sign "$0.pem" -out "$0.der" "$0.input" || exit
      done
      cat "$0.der"
      """;

  @TempDir static Path directory;
  private static Path clients = Path.of("");
  private static ConfigurableApplicationContext server;

  /** First on the script's PATH. */
  @TempDir Path tools;

  /** What the script printed and ended with. */
  private record Said(int exit, String token, String errors) {}

  @BeforeAll
  static void start() throws Exception {
    var client = new TestClient(directory);
    server = client.runAtItsIssuer();
    clients = Files.createDirectories(directory.resolve("the clients"));
    keyFile("gateway");
    keyFile("bank"); // which the server knows by another key
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static void keyFile(String client) throws Exception {
    Files.copy(directory.resolve("client.p12"), clients.resolve(client + ".p12"));
    Files.writeString(clients.resolve(client + ".password"), "changeit");
  }

  private Said run(String... words) throws Exception {
    var command = new ArrayList<String>(List.of("/bin/bash", SCRIPT.toString()));
    command.addAll(List.of(words));
    Path errors = tools.resolve("errors.txt");
    var builder = new ProcessBuilder(command).redirectError(errors.toFile());
    var environment = builder.environment();
    environment.put("PATH", tools + ":" + System.getenv("PATH"));
    environment.put("CLIENTS", clients.toString());
    environment.put("ISSUER", at(server, "").toString());
    environment.put("no_proxy", "127.0.0.1");
    Process script = builder.start();
    String printed = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(script.waitFor(), printed.strip(), Files.readString(errors));
  }

  /** The claims of the token that the script printed, once the server's key set proves them. */
  private static JWTClaimsSet proven(Said said) throws Exception {
    assertThat(said.exit()).as("%s", said).isZero();
    var token = SignedJWT.parse(said.token());
    var published =
        JWKSet.parse(get(server, "/oauth2/jwks"))
            .getKeyByKeyId(token.getHeader().getKeyID())
            .toECKey();
    assertThat(token.verify(new ECDSAVerifier(published))).isTrue();
    return token.getJWTClaimsSet();
  }

  @Test
  void getsATokenThatTheKeySetProvesEachTime() throws Exception {
    for (int run = 0; run < RUNS; run++) {
      var claims = proven(run("gateway"));
      assertThat(claims.getIssuer()).isEqualTo(at(server, "").toString());
      assertThat(claims.getStringClaim("client_id")).isEqualTo("gateway");
      assertThat(claims.getStringClaim("tenant")).isEqualTo("hospital-one");
      assertThat(claims.getStringClaim("scope")).isEqualTo("invoices.submit ledger.read");
    }
  }

  @Test
  void fillsAShortHalfOfTheSignatureUp() throws Exception {
    Path signer = Files.writeString(tools.resolve("openssl"), SIGNS_UNTIL_SHORT);
    assertThat(signer.toFile().setExecutable(true)).isTrue();

    assertThat(proven(run("gateway")).getStringClaim("client_id")).isEqualTo("gateway");

    assertThat(tools.resolve("openssl.der")).as("what it signed").isRegularFile();
  }

  @Test
  void asksForTheScopesThatItIsGiven() throws Exception {
    assertThat(proven(run("gateway", "ledger.read")).getStringClaim("scope"))
        .isEqualTo("ledger.read");
    assertThat(proven(run("gateway", "ledger.read", "invoices.submit")).getStringClaim("scope"))
        .isEqualTo("invoices.submit ledger.read");
  }

  @Test
  void saysWhyThereIsNoTokenAndPrintsNothingInItsPlace() throws Exception {
    assertNoToken("invalid_scope", "gateway", "bank.pay");
    assertNoToken("invalid_client", "bank");
    assertNoToken("no such client: nobody in ", "nobody");
  }

  private void assertNoToken(String cause, String... words) throws Exception {
    var said = run(words);
    assertThat(said.exit()).as("%s", said).isNotZero();
    assertThat(said.token()).isEmpty();
    assertThat(said.errors()).contains(cause);
  }
}
