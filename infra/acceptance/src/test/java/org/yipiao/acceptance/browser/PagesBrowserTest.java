package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.browser.BillingDesk.Paper;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.Ports;
import org.yipiao.platform.seeds.Seeds;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.parts.Staff;
import org.yipiao.quickstart.ports.PlatformPort;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people do with the pages, in a real Chromium that comes from an npm package, on a whole
 * platform. Each walk is a script of {@code mobile-bff/app/browser/specs}; it ends with 0 when all
 * went as it must and the browser complained of nothing.
 */
@Tag("long")
class PagesBrowserTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final Path APP = ROOT.resolve("mobile-bff/app");
  private static final Path UNPACKED = ROOT.resolve(".yipiao/chromium");
  private static final Pattern CLAIM = Pattern.compile("claim ([0-9a-f]{32})");
  private static final String INSTANCE = "browser";
  private static final String CLAIMS = "claims-service";
  private static final Duration LONGEST_START = Duration.ofMinutes(3);
  private static final Path ITEMS =
      Path.of("hospital-gateway/src/main/resources/org/yipiao/gateway/item/development-items.csv");

  private static Platform platform;
  private static JsonHttp http;
  private static Stage stage;
  private static Path settings;

  /** Walks that were begun and did not go well: what the platform then wrote is kept. */
  private static int broken;

  @BeforeAll
  static void start() throws Exception {
    Platform.wipe(ROOT, INSTANCE, ExternalServers.none());
    platform = Platform.start(options(), new LineProgress(System.out));
    http = new JsonHttp();
    Installation installation = Installations.of(platform);
    stage = new Stage(installation, http, Seeds.of(PagesBrowserTest.class));
    settings = prepare(installation);
  }

  /**
   * Browsers know the door by another name than everybody else; an item of a hospital's has markup
   * for its name.
   */
  private static PlatformOptions options() throws IOException {
    int door = Ports.anyFree();
    Path items = Files.createTempFile("yipiao-items", ".csv");
    Files.writeString(items, BillingDesk.itemsWithMarkup(Files.readString(ROOT.resolve(ITEMS))));
    items.toFile().deleteOnExit();
    return new PlatformOptions(
        ROOT,
        INSTANCE,
        Map.of(PlatformPort.EDGE, door),
        ExternalServers.none(),
        Map.of("gateway-hospital-two", Map.of("yipiao.gateway.items-file", items.toString())),
        Optional.of("http://localhost:" + door));
  }

  @AfterAll
  static void stop() {
    if (http != null) {
      http.close();
    }
    if (platform != null) {
      platform.close();
    }
    if (settings != null && broken == 0) {
      Platform.wipe(ROOT, INSTANCE, ExternalServers.none());
    }
  }

  @Test
  void aPatientSeesVerifiesAndClaimsAndWatchesTheMoneyArrive() throws Exception {
    walk("thread");
  }

  @Test
  void aPatientDoesAllOfItByKeyboardAlone() throws Exception {
    walk("keyboard");
  }

  @Test
  void theAppComesBackFromABrokenNetworkAndClaimsOnce() throws Exception {
    Matcher claim = CLAIM.matcher(walk("network"));
    assertThat(claim.find()).isTrue();
    assertThat(stage.transfersOf(claim.group(1))).containsExactly(59_500L);
  }

  @Test
  void anOwnerWhoseCodesOthersHaveUsedUpSignsInByAMessageOfTheirOwn() throws Exception {
    walk("locked-out");
  }

  @Test
  void twoPeopleOfAPayerDecideAClaimAndAViewerCannot() throws Exception {
    walk("payers");
  }

  @Test
  void aPatientIsToldWhereverTheClaimStandsWhyItWasRefusedAndWhatCanBeDone() throws Exception {
    walk("refused");
  }

  @Test
  void anybodyVerifiesAndATamperedBundleIsShownAsBroken() throws Exception {
    walk("verify");
  }

  @Test
  void showsWhatAHospitalWritesAsTextWhateverItIs() throws Exception {
    walk("markup");
  }

  @Test
  void showsWhatItKnewWithItsAgeWhileClaimsAreNotToBeHad() throws Exception {
    try {
      walk(
          "away",
          Map.of("away", PagesBrowserTest::stopClaims, "back", PagesBrowserTest::startClaims));
    } finally {
      startClaims();
    }
  }

  /** The name that browsers call the door by is the issuer of all tokens. */
  @Test
  void issuesInTheNameThatBrowsersKnow() throws Exception {
    JsonHttp.Answer metadata =
        http.get(
            URI.create(platform.url(PlatformPort.EDGE))
                .resolve("/.well-known/oauth-authorization-server"),
            () -> "");
    assertThat(metadata.body().path("issuer").asString()).isEqualTo(platform.publicUrl());
    assertThat(platform.publicUrl()).startsWith("http://localhost:");
  }

  private static void stopClaims() {
    platform.hold(CLAIMS, true);
    platform.kill9(CLAIMS);
  }

  private static void startClaims() {
    platform.hold(CLAIMS, false);
    platform.awaitHealthy(CLAIMS, LONGEST_START);
  }

  /** What the walk said. */
  private static String walk(String name) throws IOException, InterruptedException {
    return walk(name, Map.of());
  }

  private static String walk(String name, Map<String, Runnable> cues)
      throws IOException, InterruptedException {
    broken++;
    var script =
        new ProcessBuilder("node", "browser/specs/" + name + ".mjs", settings.toString())
            .directory(APP.toFile());
    // What the browser unpacks stays in the clone, as everything does.
    script.environment().put("TMPDIR", Files.createDirectories(UNPACKED).toString());
    String said = Walk.run(script, cues);
    broken--;
    return said;
  }

  /** Who there is, in a file for the walks. */
  private static Path prepare(Installation installation) throws IOException, InterruptedException {
    stage.open();
    Map<String, Object> cast = new HashMap<>();
    List<String> names = List.of("thread", "keyboard", "network", "lockedOut", "markup", "away");
    for (int i = 0; i < names.size(); i++) {
      String phone = "1380000001" + i;
      MadeUpPerson person = stage.patient(phone);
      Paper outpatient = stage.outpatient(person);
      Map<String, Object> patient = new HashMap<>(Map.of("phone", phone, "outpatient", outpatient));
      if (i == 0) {
        patient.put("inpatient", stage.inpatient(person));
        patient.put("visit", stage.desk().ofOneVisit(person));
        patient.put("department", BillingDesk.DEPARTMENT);
        patient.put("unlinked", stage.desk().withoutDocument(person));
        cast.put("verify", verification(person, outpatient));
      }
      if (names.get(i).equals("markup")) {
        patient.put("bill", stage.desk().withMarkup(person));
        patient.put("markup", BillingDesk.MARKUP);
      }
      cast.put(names.get(i), patient);
    }
    Stage.Waiting waiting = stage.waitingForPeople(stage.patient("13800000019"));
    cast.put("payers", Map.of("claim", waiting.claim().value(), "staff", staff()));
    cast.put("refused", refused());
    cast.put("door", installation.publicUrl());
    cast.put("messages", installation.bank().resolve("/messages").toString());
    cast.put("pictures", ROOT.resolve("infra/acceptance/target/screenshots").toString());
    Path file = platform.directory().resolve("cast.json");
    Files.writeString(file, JsonMapper.shared().writeValueAsString(cast));
    return file;
  }

  /** What anybody has to verify with, and whose name and document nobody may be told. */
  private static Map<String, Object> verification(MadeUpPerson person, Paper paper)
      throws IOException {
    Path bundle =
        Files.writeString(platform.directory().resolve("bundle.json"), stage.bundle(paper));
    return Map.of(
        "bundle",
        bundle.toString(),
        "paper",
        paper,
        "name",
        person.name(),
        "document",
        person.documentNumber());
  }

  /** A claim that waits to be refused, and whose it is. */
  private static Map<String, Object> refused() throws IOException, InterruptedException {
    String phone = "13800000020";
    Stage.Waiting waiting = stage.waitingForPeople(stage.patient(phone));
    return Map.of(
        "claim",
        waiting.claim().value(),
        "invoice",
        waiting.invoice().toString(),
        "phone",
        phone,
        "staff",
        staff());
  }

  /** The phones of the agency's people: those who decide, then who only looks. */
  private static List<String> staff() {
    List<String> phones = new ArrayList<>();
    Staff.all().stream()
        .filter(member -> member.tenant().equals("agency"))
        .forEach(member -> phones.add(member.typedPhone()));
    return phones;
  }
}
