package org.yipiao.sandbox.identities;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.yipiao.sandbox.phone.PhoneNumber;

/**
 * Whose a phone number is; also a line of the journal, then with the number's 11 digits alone.
 *
 * @param phone a phone number, with {@code +86} before it or not
 * @param documentType which national document, such as {@code RESIDENT_ID}
 * @param documentNumber as printed, without spaces
 * @param name as the document has it
 */
record Identity(
    @NotNull @Pattern(regexp = PhoneNumber.FORM) String phone,
    @NotNull @Pattern(regexp = "[A-Z][A-Z0-9_]{0,31}") String documentType,
    @NotNull @Pattern(regexp = "[0-9A-Za-z()/-]{4,40}") String documentNumber,
    @NotBlank @Size(max = 100) String name) {

  /** The same with the number as it is kept. */
  Identity asKept() {
    return new Identity(PhoneNumber.of(phone).digits(), documentType, documentNumber, name);
  }

  /** Masked: all but the kind of document is personal. */
  @Override
  public String toString() {
    return "Identity[" + documentType + "]";
  }
}
