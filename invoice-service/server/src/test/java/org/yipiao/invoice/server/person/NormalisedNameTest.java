package org.yipiao.invoice.server.person;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NormalisedNameTest {

  private static String of(String name) {
    return NormalisedName.of(name).value();
  }

  @Test
  void isOneHoweverAHospitalWritesBlanksWidthsAndCapitals() {
    for (String name : List.of("张 三丰", "张\u3000三丰", " 张三丰 ", "张\u00a0三\u200b丰", "\ufeff张三丰")) {
      assertThat(of(name)).as(name).isEqualTo("张三丰");
    }
    for (String name : List.of("Zhang San", "ZHANGSAN", "ＺＨＡＮＧ　ｓａｎ")) {
      assertThat(of(name)).as(name).isEqualTo("ZHANGSAN");
    }
  }

  @Test
  void hasOneKindOfDotBetweenItsParts() {
    for (String dot : List.of("·", "•", "・", "･", "‧", "∙", "⋅", "．", ".", "\u0387", " · ")) {
      assertThat(of("阿卜杜拉" + dot + "买买提")).as(dot).isEqualTo("阿卜杜拉·买买提");
    }
  }

  @Test
  void tellsPeopleApart() {
    assertThat(of("张三丰")).isNotEqualTo(of("张三"));
    assertThat(of("阿卜杜拉·买买提")).isNotEqualTo(of("阿卜杜拉买买提"));
    assertThat(of("李娜")).isNotEqualTo(of("李那"));
    assertThat(NormalisedName.of("\u200b \u3000").isEmpty()).isTrue();
  }

  @Test
  void isNotInTheTextOfIt() {
    assertThat(NormalisedName.of("张三丰").toString()).doesNotContain("张");
  }
}
