package org.yipiao.gateway.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.parser.GenericParser;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.gateway.Messages;
import org.yipiao.gateway.TestDesk;
import org.yipiao.gateway.TestHospital;

class AcknowledgementTest {

  @TempDir private Path directory;

  @Test
  void writesExactlyTheseBytesForAnAcceptedMessage() {
    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 10)) {
      String ack = desk.send(Messages.good());
      String checkCode = ack.substring(ack.indexOf("ZEB|")).split("\\|", -1)[3];

      assertThat(checkCode).matches("[0-9a-f]{6}");
      assertThat(ack)
          .isEqualTo(
              "MSH|^~\\&|YIPIAO|GATEWAY|HIS|COUNTER|20260601100304||ACK^P03^ACK"
                  + "|Y110601260000001001|P|2.5.1\r"
                  + "MSA|AA|CTRL-1\r"
                  + "ZEB|11060126|0000001001|"
                  + checkCode
                  + "|87.04|20260601\r");
      assertThat(desk.send(Messages.good())).isEqualTo(ack);
      assertThat(desk.send(Messages.good().replace("\r", "\n"))).isEqualTo(ack);
      assertThat(desk.send(Messages.good().replace("\r", "\r\n"))).isEqualTo(ack);
      assertThat(desk.send(Messages.good().replace("|P|", "|T|"))).contains("MSA|AA|CTRL-1\rZEB");
    }
  }

  @Test
  void answersInTheMessagesCharacterSet() {
    Charset gb18030 = Charset.forName("GB18030");
    String message = Messages.good().replace(Messages.MSH, Messages.MSH + "||||||GB 18030-2000");
    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 10)) {
      byte[] ack = desk.hl7().answer(message.replace("甲", "甲俔俙").getBytes(gb18030));

      assertThat(new String(ack, gb18030)).contains("||GB 18030-2000\r", "MSA|AA|CTRL-1");
    }
  }

  private static String reason(String answer) {
    return answer.substring(answer.indexOf("ERR|")).split("\\|", -1)[8].strip();
  }

  @Test
  void givesTheReasonInTheHospitalsLanguageAndTheCodeInNone() {
    String wrong = Messages.good("ZH").replace("37.04", "37.05");
    try (TestDesk desk =
        TestDesk.open(directory, new TestHospital(), 10, Locale.SIMPLIFIED_CHINESE)) {
      assertThat(desk.send(wrong))
          .contains("MSA|AE|ZH|AMOUNT_DISAGREES: 所报金额为 37.05，单价乘数量为 37.04\r")
          .contains("|102^^HL70357|E|AMOUNT_DISAGREES^^YIPIAO|||所报金额为 37.05，单价乘数量为 37.04\r");
      assertThat(reason(desk.send(Messages.MSH + "\rPI?"))).isEqualTo("第 2 行未以段名开头");
    }
    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 0)) {
      assertThat(reason(desk.send(wrong)))
          .isEqualTo("the amount is stated as 37.05, price × quantity is 37.04");
    }
  }

  @Test
  void givesTheReasonInEnglishWhereTheCharacterSetHasNoChinese() {
    Charset gb18030 = Charset.forName("GB18030");
    String wrong = Messages.good().replace("37.04", "one").replace("测试^甲", "Test^A");
    try (TestDesk desk =
        TestDesk.open(directory, new TestHospital(), 10, Locale.SIMPLIFIED_CHINESE)) {
      String latin = wrong.replace(Messages.MSH, Messages.MSH + "||||||8859/1");
      String chinese = wrong.replace(Messages.MSH, Messages.MSH + "||||||GB18030");
      byte[] latinAck = desk.hl7().answer(latin.getBytes(StandardCharsets.ISO_8859_1));
      byte[] chineseAck = desk.hl7().answer(chinese.getBytes(gb18030));

      assertThat(reason(new String(latinAck, StandardCharsets.ISO_8859_1)))
          .isEqualTo("not a number");
      assertThat(reason(new String(chineseAck, gb18030))).isEqualTo("不是数字");
    }
  }

  @Test
  void isReadByAnotherImplementation() throws Exception {
    try (HapiContext hapi = new DefaultHapiContext(ValidationContextFactory.noValidation());
        TestDesk desk = TestDesk.open(directory, new TestHospital(), 10)) {
      GenericParser parser = hapi.getGenericParser();
      Terser accepted = new Terser(parser.parse(desk.send(Messages.good())));
      Terser refused =
          new Terser(parser.parse(desk.send(Messages.good("R").replace("37.04", "37.05"))));

      assertThat(accepted.get("/MSA-1")).isEqualTo("AA");
      assertThat(accepted.get("/ZEB-2")).isEqualTo("0000001001");
      assertThat(refused.get("/MSA-1")).isEqualTo("AE");
      assertThat(refused.get("/ERR-2-1")).isEqualTo("FT1");
      assertThat(refused.get("/ERR-2-2")).isEqualTo("2");
      assertThat(refused.get("/ERR-2-3")).isEqualTo("11");
      assertThat(refused.get("/ERR-5-1")).isEqualTo("AMOUNT_DISAGREES");
    }
  }

  @Test
  void echoesTheControlIdOfAMessageThatItCannotRead() {
    try (TestDesk desk = TestDesk.open(directory, new TestHospital(), 10)) {
      byte[] garbled = (Messages.MSH + "\rPI?").getBytes(StandardCharsets.UTF_8);

      assertThat(new String(desk.hl7().answer(garbled), StandardCharsets.UTF_8))
          .contains("MSA|AR|CTRL-1|NOT_PARSEABLE");
    }
  }
}
