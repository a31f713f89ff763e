package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.parts.Staff;
import tools.jackson.databind.JsonNode;

/** What people do in a browser with the pages of one platform, each spec with people of its own. */
@TestInstance(Lifecycle.PER_CLASS)
class PagesBrowserTest {

  private Path folder;
  private BrowserPlatform platform;
  private People people;
  private NodeSpec specs;

  @BeforeAll
  void startAPlatform(@TempDir Path temporary) throws Exception {
    folder = temporary;
    platform = BrowserPlatform.start(folder.resolve("clone"));
    people = new People(platform);
    people.openPayers();
    var installation = platform.installation();
    specs =
        new NodeSpec(
            folder,
            Map.of(
                "origin", installation.publicUrl(),
                "messages", installation.bank().resolve("/messages").toString()));
  }

  @AfterAll
  void stop() throws Exception {
    if (platform != null) {
      platform.close();
    }
  }

  @Test
  void aPatientComesFromTheFirstScreenToThePaidClaim() throws Exception {
    MadeUpPerson person = people.withPhone("13800000001");
    IssuedPaper claimed = people.outpatient(person, 0);
    people.inpatient(person, 17);
    people.ofOneItem(person, 40, "EXAM-CT-CHEST", 1, "400.00");
    people.coverAtAgency(person);
    people.coverAtInsurer(person);

    JsonNode found = specs.run("thread", patient(person, claimed));

    assertThat(people.transfersOf(found.path("claimId").asString()))
        .containsExactly(People.AGENCY_PAYS.fen());
  }

  @Test
  void twoOfAPayersStaffDecideAClaimThatWaitsForAPerson() throws Exception {
    MadeUpPerson person = people.withPhone("13800000004");
    var papers =
        List.of(
            people.ofOneItem(person, 0, "DRUG-ATORVASTATIN", 18, "9000.00"),
            people.ofOneItem(person, 2, "EXAM-CT-CHEST", 1, "400.00"),
            people.outpatient(person, 5));
    List<ClaimId> claims = people.claimsInReview(person, papers);

    specs.run(
        "payers",
        Map.of(
            "claimId", claims.getFirst().value(),
            "waiting", claims.size(),
            "amount", "6000.00",
            "decider", phoneOf("agency-one"),
            "second", phoneOf("agency-two"),
            "viewer", phoneOf("agency-viewer")));

    assertThat(people.transfersOf(claims.getFirst().value())).containsExactly(600_000L);
  }

  @Test
  void anybodyVerifiesAPaperAndItsProof() throws Exception {
    IssuedPaper paper = people.outpatient(people.withPhone("13800000005"), 0);
    Path bundle = Files.writeString(folder.resolve("bundle.json"), paper.invoice().bundle());

    specs.run(
        "verify",
        Map.of(
            "elements", paper.elements(),
            "payerName", paper.bill().person().name(),
            "bundle", bundle.toString()));
  }

  @Test
  void everyMainStepIsReachedByKeyboardAlone() throws Exception {
    MadeUpPerson person = people.withPhone("13800000002");
    IssuedPaper claimed = people.outpatient(person, 0);
    people.coverAtAgency(person);

    JsonNode found = specs.run("keyboard", patient(person, claimed));

    assertThat(people.transfersOf(found.path("claimId").asString()))
        .containsExactly(People.AGENCY_PAYS.fen());
  }

  @Test
  void aPoorNetworkLosesNothingAndDoublesNothing() throws Exception {
    MadeUpPerson person = people.withPhone("13800000003");
    IssuedPaper claimed = people.outpatient(person, 0);
    people.coverAtAgency(person);

    JsonNode found = specs.run("network", patient(person, claimed));

    assertThat(people.transfersOf(found.path("claimId").asString()))
        .containsExactly(People.AGENCY_PAYS.fen());
  }

  static Map<String, Object> patient(MadeUpPerson person, IssuedPaper claimed) {
    return Map.of(
        "phone", person.phone(),
        "name", person.name(),
        "invoiceId", claimed.number(),
        "total", claimed.bill().total().toYuanString(),
        "amount", People.AGENCY_PAYS.toYuanString());
  }

  static String phoneOf(String staffId) {
    return Staff.all().stream()
        .filter(member -> member.staffId().equals(staffId))
        .findFirst()
        .orElseThrow()
        .typedPhone();
  }
}
