package org.yipiao.bff.session;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.springframework.mock.web.MockHttpServletRequest;
import org.yipiao.bff.settings.BffProperties;
import org.yipiao.fuzz.Checks;
import org.yipiao.fuzz.Samples;

/** What browsers put into their header {@code DPoP}, for the fuzz targets. */
@SuppressWarnings("NullAway") // reading a proof asks neither Redis nor the other settings
public final class ProofInputs {

  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final BffProperties SETTINGS =
      new BffProperties(
          URI.create("https://app.invalid"),
          null,
          null,
          null,
          null,
          null,
          "",
          List.of(),
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          "",
          new BffProperties.Session(MINUTE, MINUTE, MINUTE, MINUTE, MINUTE, MINUTE),
          null,
          null,
          null,
          null);
  private static final Proofs PROOFS =
      new Proofs(null, InstantSource.fixed(Instant.EPOCH), SETTINGS);

  private ProofInputs() {}

  public static List<byte[]> samples() {
    return List.of(
        proof("P-256", "\"htm\":\"GET\",\"htu\":\"https://app.invalid/\",\"iat\":0,\"jti\":\"a\""),
        proof("P-384", "\"htm\":\"GET\""));
  }

  private static byte[] proof(String curve, String claims) {
    // The base point of P-256, so that the key is a point of its curve.
    String x = "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY";
    String y = "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU";
    String header =
        "{\"typ\":\"dpop+jwt\",\"alg\":\"ES256\",\"jwk\":{\"kty\":\"EC\",\"crv\":\"%s\",\"x\":\"%s\",\"y\":\"%s\"}}"
            .formatted(curve, x, y);
    var base64 = Base64.getUrlEncoder().withoutPadding();
    return Samples.utf8(
        base64.encodeToString(Samples.utf8(header))
            + "."
            + base64.encodeToString(Samples.utf8("{" + claims + "}"))
            + "."
            + base64.encodeToString(new byte[64]));
  }

  /** Whatever the header says, it proves nothing: nobody signed it. */
  public static void header(byte[] input) {
    var request = new MockHttpServletRequest("GET", "/");
    request.addHeader(Proofs.HEADER, Checks.text(input));
    Checks.require(PROOFS.of(request) instanceof Proof.Unsound, "a proof that nobody signed");
  }
}
