package org.yipiao.sandbox.identities;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.yipiao.platform.problem.ProblemException;
import org.yipiao.platform.security.RequiresScope;
import org.yipiao.sandbox.phone.PhoneNumber;
import org.yipiao.sandbox.problem.SandboxProblem;

/** The directory over HTTP. A number stands in bodies alone: addresses are written down. */
@RestController
class IdentityEndpoints {

  private final IdentityDirectory directory;

  IdentityEndpoints(IdentityDirectory directory) {
    this.directory = directory;
  }

  /**
   * Whose number is this?
   *
   * @param phone a phone number, with {@code +86} before it or not
   */
  record FindIdentity(@NotNull @Pattern(regexp = PhoneNumber.FORM) String phone) {

    @Override
    public String toString() {
      return "FindIdentity";
    }
  }

  /** Its owner. */
  record Owner(String documentType, String documentNumber, String name) {

    @Override
    public String toString() {
      return "Owner[" + documentType + "]";
    }
  }

  /** Tells whose a phone number is. */
  @PostMapping("/v1/identities/lookup")
  @RequiresScope("identities.read")
  Owner find(@Valid @RequestBody FindIdentity question) {
    return directory
        .find(PhoneNumber.of(question.phone()))
        .map(found -> new Owner(found.documentType(), found.documentNumber(), found.name()))
        .orElseThrow(() -> new ProblemException(SandboxProblem.IDENTITY_UNKNOWN));
  }

  /** Says whose a phone number is from now on; on the disk before the answer. */
  @PutMapping("/v1/identities")
  @RequiresScope("identities.write")
  ResponseEntity<Void> put(@Valid @RequestBody Identity identity) {
    directory.put(identity);
    return ResponseEntity.noContent().build();
  }
}
