package org.yipiao.sandbox.identities;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.yipiao.sandbox.RunningSandbox;
import tools.jackson.databind.json.JsonMapper;

/** Whose a phone number is, told and asked over HTTP. */
class IdentitiesIT extends RunningSandbox {

  private static final String IDENTITY =
      """
      {"phone": "%s", "documentType": "RESIDENT_ID", "documentNumber": "%s", "name": "%s"}
      """;
  private static final String NUMBER = "110101199003070011";

  private static HttpResponse<String> put(String body) throws Exception {
    return send("PUT", "/v1/identities", "application/json", body, "bureau", "identities.write");
  }

  private static HttpResponse<String> find(String phone) throws Exception {
    return send(
        "POST",
        "/v1/identities/lookup",
        "application/json",
        "{\"phone\":\"" + phone + "\"}",
        "platform",
        "identities.read");
  }

  private static void tell(String phone, String name) throws Exception {
    var answer = put(IDENTITY.formatted(phone, NUMBER, name));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
  }

  private static void isOwnedBy(String phone, String name) throws Exception {
    var answer = find(phone);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JsonMapper.shared().readTree(answer.body()))
        .isEqualTo(
            JsonMapper.shared()
                .valueToTree(
                    Map.of("documentType", "RESIDENT_ID", "documentNumber", NUMBER, "name", name)));
  }

  @Test
  void tellsTheOwnerHoweverTheNumberIsWrittenAndTheLastOneTold() throws Exception {
    tell("+8613700000001", "王一");
    isOwnedBy("13700000001", "王一");
    isOwnedBy("+8613700000001", "王一");
    tell("13700000001", "王二");
    isOwnedBy("+8613700000001", "王二");
  }

  @Test
  void saysThatItDoesNotKnowANumberAndDoesNotRepeatIt() throws Exception {
    var answer = find("13700000002");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("\"IDENTITY_UNKNOWN\"").doesNotContain("13700000002");
  }

  @Test
  void namesTheFieldThatIsWrongAndRepeatsNothingOfIt() throws Exception {
    var wrong =
        Map.of(
            "/phone", IDENTITY.formatted("23700000003", NUMBER, "王一"),
            "/documentType", IDENTITY.formatted("13700000003", NUMBER, "王一").replace("_", "-"),
            "/documentNumber", IDENTITY.formatted("13700000003", "110 101", "王一"),
            "/name", IDENTITY.formatted("13700000003", NUMBER, "王".repeat(101)));
    for (var each : wrong.entrySet()) {
      var answer = put(each.getValue());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
      assertThat(JsonMapper.shared().readTree(answer.body()).at("/fields/0/pointer").asString())
          .isEqualTo(each.getKey());
      assertThat(answer.body()).doesNotContain("3700000003", "110101", "王");
    }
    assertThat(put("{\"phone\":\"13700000003\"}").statusCode()).isEqualTo(422);
    assertThat(find("23700000003").statusCode()).isEqualTo(422);
    assertThat(find("13700000003").statusCode()).isEqualTo(404);
  }

  @Test
  void knowsEverybodyAgainAfterAKillInTheMiddleOfAWrite() throws Exception {
    tell("13700000004", "王一");
    tell("13700000005", "李二");
    sandbox.close();
    var journal = directory.resolve("identities.journal");
    var lines = Files.readAllLines(journal);
    var last = lines.getLast();
    for (var torn : List.of(last.substring(0, 1), last.substring(0, last.length() - 1), last)) {
      Files.writeString(journal, torn, StandardOpenOption.APPEND);
      sandbox = run();
      isOwnedBy("13700000004", "王一");
      isOwnedBy("13700000005", "李二");
      sandbox.close();
      assertThat(Files.readAllLines(journal)).isEqualTo(lines);
    }
    sandbox = run();
    tell("13700000004", "王三");
    isOwnedBy("13700000004", "王三");
  }
}
