package org.yipiao.platform.id;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IdentifiersTest {

  @Test
  void anInvoiceIdIsItsCodeAndNumber() {
    InvoiceId id = InvoiceId.of(new InvoiceCode("11060126"), InvoiceNumber.of(42));
    assertThat(id).hasToString("110601260000000042");
    assertThat(InvoiceId.parse("110601260000000042")).isEqualTo(id);
    assertThat(id.code().value()).isEqualTo("11060126");
    assertThat(id.number().sequence()).isEqualTo(42);
  }

  @Test
  void keepsLeadingZeros() {
    InvoiceId id = InvoiceId.parse("010601260000000001");
    assertThat(id).hasToString("010601260000000001");
    assertThat(id.code().value()).isEqualTo("01060126");
  }

  @Test
  void refusesWrongShapes() {
    assertThatThrownBy(() -> InvoiceId.parse("11060126000000004"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CheckCode("ABCDEF")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClaimId("zz")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TenantId("A")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new StaffId("ab".repeat(32)))
        .as("a person's id")
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> InvoiceNumber.of(InvoiceNumber.MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAndPeopleAreMaskedInText() {
    assertThat(new CheckCode("a1b2c3").toString()).doesNotContain("a1b2c3");
    String person = "ab".repeat(32);
    assertThat(new PersonId(person).toString()).doesNotContain(person);
  }

  @Test
  void theCreditCodesCheckCharacterMustFit() {
    String first17 = "12110000400000001";
    char check = CreditCode.checkCharacter(first17);
    assertThat(new CreditCode(first17 + check).value()).hasSize(18);
    char wrong = check == '0' ? '1' : '0';
    assertThatThrownBy(() -> new CreditCode(first17 + wrong))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
