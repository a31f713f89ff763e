package org.yipiao.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.yipiao.authorization.signin.SignsIn;
import org.yipiao.platform.id.TenantId;

class KnownClientTest {

  private final JWKSet keys;

  KnownClientTest() throws JOSEException {
    keys = new JWKSet(new ECKeyGenerator(Curve.P_256).generate().toPublicJWK());
  }

  private KnownClient client(String... redirectUris) {
    return client(redirectUris.length == 0 ? SignsIn.NOBODY : SignsIn.PATIENTS, redirectUris);
  }

  private KnownClient client(SignsIn signsIn, String... redirectUris) {
    return new KnownClient(
        "mobile-bff",
        new TenantId("platform"),
        keys,
        Set.of("openid"),
        Set.of(redirectUris),
        signsIn);
  }

  @Test
  void signsSomebodyInExactlyWhenItMayBeRedirectedTo() {
    var address = "https://app.example/payers/login/callback";
    assertThat(client(SignsIn.STAFF, address).signsPeopleIn()).isTrue();
    for (var kind : new SignsIn[] {SignsIn.STAFF, SignsIn.PATIENTS}) {
      assertThatThrownBy(() -> client(kind)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> client(SignsIn.NOBODY, address))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void signsPatientsInWhereItMayBeRedirectedTo() {
    assertThat(client().signsPeopleIn()).isFalse();
    for (var address :
        new String[] {
          "https://app.example/login/callback",
          "http://127.0.0.1:8085/login/callback",
          "http://localhost:8085/login/callback",
          "http://[::1]:8085/login/callback"
        }) {
      assertThat(client(address).signsPeopleIn()).as(address).isTrue();
    }
  }

  @Test
  void isRedirectedToNoAddressThatOthersCouldRead() {
    for (var address :
        new String[] {
          "http://app.example/login/callback",
          "https://app.example/#here",
          "https://app@elsewhere.example/",
          "/login/callback",
          "javascript:alert(1)",
          "http://127.0.0.1.example/"
        }) {
      assertThatThrownBy(() -> client(address))
          .as(address)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
