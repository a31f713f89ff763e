package org.yipiao.claims.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.yipiao.claims.server.testing.ClaimsHttp;
import org.yipiao.claims.server.testing.ClaimsHttp.Reply;
import org.yipiao.claims.server.testing.RunningClaims;
import org.yipiao.platform.id.ClaimId;
import tools.jackson.databind.JsonNode;

/** What a person who has signed in sees, and nobody else. */
class PersonEndpointsIT extends RunningClaims {

  private static final String READ = "claims.read";

  private Reply read(String token, String path, String... headers) throws Exception {
    return new ClaimsHttp(port).call(token, "GET", path, "", headers);
  }

  private static String claimsOf(String person) {
    return "/v1/persons/" + person + "/claims";
  }

  private static String coveragesOf(String person) {
    return "/v1/persons/" + person + "/coverages";
  }

  private static List<String> ids(JsonNode page) {
    JsonNode items = page.path("items");
    return items.valueStream().map(item -> item.path("claimId").asString()).toList();
  }

  @Test
  void listAPersonsClaimsWithAllPayersTheNewestFirstPageByPage() throws Exception {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    insure("insurer", person, "commercial-p", 0);
    List<String> submitted = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      String payer = i % 2 == 0 ? "agency" : "insurer";
      submitted.add(submit(payer, person, simple(10_000)).value());
    }
    submit("agency", insuredElse(), simple(10_000));
    drive(new ClaimId(submitted.getLast()));
    Collections.reverse(submitted);
    String token = TOKENS.tokenOfPerson(person, READ);

    List<String> seen = new ArrayList<>();
    String next = "";
    int pages = 0;
    do {
      Reply page = read(token, claimsOf(person) + "?limit=3" + next);
      assertThat(page.status()).as("%s", page.json()).isEqualTo(200);
      seen.addAll(ids(page.json()));
      next = page.json().path("next").isNull() ? "" : "&after=" + text(page, "/next");
      pages++;
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(submitted);
    assertThat(pages).isEqualTo(3);
    Reply all = read(token, claimsOf(person), "Accept-Language", "zh-CN");
    assertThat(ids(all.json())).isEqualTo(submitted);
    assertThat(all.json().path("next").isNull()).isTrue();
    assertThat(text(all, "/items/0/status")).isEqualTo("PAID");
    assertThat(text(all, "/items/0/statusText")).isEqualTo("银行已付款，账本结算已确认。");
    assertThat(text(all, "/items/0/payer")).isEqualTo("agency");
    assertThat(text(all, "/items/0/payerName")).isEqualTo("agency");
    assertThat(all.json().at("/items/0/ended").asBoolean()).isTrue();
    assertThat(all.json().at("/items/0/amountFen").asLong()).isEqualTo(7_000);
    assertThat(all.json().at("/items/0/personShareFen").asLong()).isEqualTo(3_000);
    assertThat(all.json().at("/items/0/refusal").isNull()).isTrue();
    assertThat(all.json().at("/items/1/amountFen").isNull()).isTrue();
  }

  @Test
  void sayInTheListWhyNothingIsPaidAndWhatCanBeDone() throws Exception {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 0);
    ClaimId refused = submit("agency", person, simple(10_000));
    drive(refused);

    Reply page =
        read(TOKENS.tokenOfPerson(person, READ), claimsOf(person), "Accept-Language", "zh-CN");

    assertThat(text(page, "/items/0/status")).isEqualTo("REFUSED");
    assertThat(text(page, "/items/0/refusal/code")).isEqualTo("NOTHING_PAYABLE");
    assertThat(text(page, "/items/0/refusal/reason")).isNotBlank();
    assertThat(text(page, "/items/0/refusal/nextStep")).isNotBlank();
  }

  private String insuredElse() {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    return person;
  }

  private static String text(Reply reply, String pointer) {
    return reply.json().at(pointer).asString();
  }

  @Test
  void takeNoOtherPlaceInTheListThanOneThatItNamed() throws Exception {
    String person = fresh(32);
    String token = TOKENS.tokenOfPerson(person, READ);
    for (String after : List.of("x", "1-2", "99999999999999999-" + "0".repeat(32))) {
      Reply refused = read(token, claimsOf(person) + "?after=" + after);
      assertThat(refused.status()).as(after).isEqualTo(400);
      assertThat(text(refused, "/fields/0/pointer")).isEqualTo("?after");
    }
    for (String limit : List.of("0", "201")) {
      assertThat(text(read(token, claimsOf(person) + "?limit=" + limit), "/fields/0/pointer"))
          .isEqualTo("?limit");
    }
    String early = claimsOf(person) + "?after=0-" + "0".repeat(32);
    assertThat(ids(read(token, early).json())).isEmpty();
  }

  @Test
  void listAPersonsPoliciesWithAllPayersAndNeverAnAccount() throws Exception {
    String person = fresh(32);
    insure("insurer", person, "commercial-p", 0);
    insureUnder("second", "agency", person, OUTPATIENT);
    insureUnder("first", "agency", person, OUTPATIENT);
    insuredElse();

    Reply found = read(TOKENS.tokenOfPerson(person, READ), coveragesOf(person));

    assertThat(found.status()).isEqualTo(200);
    JsonNode items = found.json().path("items");
    assertThat(items.size()).isEqualTo(3);
    assertThat(
            items
                .valueStream()
                .map(item -> item.path("payer").asString() + " " + item.path("policy").asString()))
        .containsExactly("agency first", "agency second", "insurer main");
    assertThat(text(found, "/items/2/planId")).isEqualTo("commercial-p");
    assertThat(text(found, "/items/2/validFrom")).isEqualTo("2020-01-01");
    assertThat(items.at("/2/validTo").isNull()).isTrue();
    assertThat(items.at("/2/official").asBoolean(true)).isFalse();
    assertThat(found.json().toString()).doesNotContain("6222", "ccount");
  }

  @Test
  void knowNobodyWhenAnyoneElseAsks() throws Exception {
    String person = fresh(32);
    insure("agency", person, OUTPATIENT, 180_000);
    String claim = submit("agency", person, simple(10_000)).value();
    String other = TOKENS.tokenOfPerson(fresh(32), READ);
    for (String path :
        List.of(claimsOf(person), coveragesOf(person), claimsOf("x"), coveragesOf("x"))) {
      for (String token :
          List.of(other, TOKENS.token("agency", READ), TOKENS.token("platform", READ))) {
        Reply foreign = read(token, path);
        assertThat(foreign.status()).as(path).isEqualTo(404);
        assertThat(foreign.code()).isEqualTo("NOT_FOUND");
      }
    }
    assertThat(read(other, "/v1/claims/" + claim).status()).isEqualTo(404);
    assertThat(read(other, "/v1/claims").status()).isEqualTo(403);
    assertThat(read(TOKENS.tokenOfPerson(person, READ), "/v1/claims/" + claim).status())
        .isEqualTo(200);
    assertThat(read(TOKENS.token("platform", READ), "/v1/claims/" + claim).status())
        .as("no program is anybody")
        .isEqualTo(404);
  }

  /** A token that names a person opens no more because its tenant is a payer or the platform. */
  @Test
  void showAPersonNobodyElsesClaimsWhateverTheTenantOfHerToken() throws Exception {
    String claim = submit("agency", insuredElse(), simple(10_000)).value();
    for (String tenant : List.of("agency", "platform")) {
      String token =
          TOKENS.token(claims ->
              claims
                  .claim("tenant", tenant)
                  .claim("client_id", "mobile-bff")
                  .claim("person", fresh(32))
                  .claim("scope", READ));
      assertThat(read(token, "/v1/claims/" + claim).status()).as(tenant).isEqualTo(404);
    }
  }
}
