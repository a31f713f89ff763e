package org.yipiao.authorization.signin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PhoneNumberTest {

  @Test
  void readsWhatPeopleWriteForOneNumber() {
    for (var entered :
        new String[] {
          "13800138000",
          " 138 0013 8000 ",
          "138-0013-8000",
          "+8613800138000",
          "+86 (138) 0013.8000",
          "8613800138000",
          "008613800138000",
          "１３８００１３８０００",
          "＋８６１３８００１３８０００"
        }) {
      assertThat(PhoneNumber.parse(entered)).as(entered).contains(phone("+8613800138000"));
    }
    assertThat(PhoneNumber.parse("+852 9123 4567")).contains(phone("+85291234567"));
  }

  private static PhoneNumber phone(String value) {
    return new PhoneNumber(value);
  }

  @Test
  void refusesWhatIsNoNumber() {
    for (var entered :
        new String[] {
          "",
          "138",
          "12800138000",
          "+8612800138000",
          "+86138001380001",
          "x13800138000",
          "+0138001380",
          "<script>",
          "1".repeat(41)
        }) {
      assertThat(PhoneNumber.parse(entered)).as(entered).isEmpty();
    }
    assertThat(PhoneNumber.parse(null)).isEmpty();
  }

  @Test
  void showsNoDigitOfANumberOrDocument() {
    assertThat(phone("+8613800138000").toString()).doesNotContainPattern("[0-9]");
    assertThat(new NationalIdentity("RESIDENT_ID", "11010519491231002X").toString())
        .doesNotContainPattern("[0-9]");
  }
}
