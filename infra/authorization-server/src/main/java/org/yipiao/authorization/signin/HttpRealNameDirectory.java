package org.yipiao.authorization.signin;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;

/** Real names over HTTP: {@code POST /v1/identities/lookup}, scope {@code identities.read}. */
final class HttpRealNameDirectory implements RealNameDirectory {

  private static final int NOT_FOUND = 404;

  private record Lookup(String phone) {

    @Override
    public String toString() {
      return "Lookup[…]";
    }
  }

  /** Of an answer, what is needed: not the name. */
  private record Found(@Nullable String documentType, @Nullable String documentNumber) {

    @Override
    public String toString() {
      return "Found[…]";
    }
  }

  private final RestClient identities;

  HttpRealNameDirectory(RestClient identities) {
    this.identities = identities;
  }

  @Override
  public Optional<NationalIdentity> find(PhoneNumber phone) {
    return identities
        .post()
        .uri("/v1/identities/lookup")
        .contentType(MediaType.APPLICATION_JSON)
        .body(new Lookup(phone.value()))
        .exchangeForRequiredValue((_, answer) -> {
          if (answer.getStatusCode().value() == NOT_FOUND) {
            return Optional.<NationalIdentity>empty();
          }
          if (answer.getStatusCode().isError()) {
            throw answer.createException();
          }
          var found = answer.bodyTo(Found.class);
          if (found == null || found.documentType() == null || found.documentNumber() == null) {
            throw new IllegalStateException("the directory's answer names no document");
          }
          return Optional.of(new NationalIdentity(found.documentType(), found.documentNumber()));
        });
  }
}
