package org.yipiao.authorization.signin;

import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.yipiao.platform.id.PersonId;

/** The register over HTTP: {@code POST /v1/persons/resolve}, scope {@code persons.resolve}. */
final class HttpPersonDirectory implements PersonDirectory {

  private record Query(String documentType, String documentNumber) {

    @Override
    public String toString() {
      return "Query[…]";
    }
  }

  private record Person(@Nullable String personId) {}

  private final RestClient register;

  HttpPersonDirectory(RestClient register) {
    this.register = register;
  }

  @Override
  public PersonId personOf(String documentType, String documentNumber) {
    var person =
        register
            .post()
            .uri("/v1/persons/resolve")
            .contentType(MediaType.APPLICATION_JSON)
            .body(new Query(documentType, documentNumber))
            .retrieve()
            .body(Person.class);
    if (person == null || person.personId() == null) {
      throw new IllegalStateException("the register's answer names no person");
    }
    return new PersonId(person.personId());
  }
}
