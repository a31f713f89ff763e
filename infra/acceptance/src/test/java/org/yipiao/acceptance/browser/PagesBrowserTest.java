package org.yipiao.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yipiao.acceptance.browser.Stage.Paper;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.platform.seeds.Seeds;
import org.yipiao.quickstart.daemon.LineProgress;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.MadeUpPerson;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.parts.Staff;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people do with the pages, in a real Chromium that comes from an npm package, on a whole
 * platform. Each walk is a script of {@code mobile-bff/app/browser/specs}; it ends with 0 when all
 * went as it must and the browser complained of nothing.
 */
class PagesBrowserTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final Path APP = ROOT.resolve("mobile-bff/app");
  private static final Path UNPACKED = ROOT.resolve(".yipiao/chromium");
  private static final Pattern CLAIM = Pattern.compile("claim ([0-9a-f]{32})");
  private static final String INSTANCE = "browser";
  private static final Duration LONGEST_WALK = Duration.ofMinutes(4);

  private static Platform platform;
  private static JsonHttp http;
  private static Stage stage;
  private static Path settings;

  /** Walks that were begun and did not go well: what the platform then wrote is kept. */
  private static int broken;

  @BeforeAll
  static void start() throws Exception {
    Platform.wipe(ROOT, INSTANCE, ExternalServers.none());
    platform =
        Platform.start(
            new PlatformOptions(ROOT, INSTANCE, Map.of(), ExternalServers.none(), Map.of()),
            new LineProgress(System.out));
    http = new JsonHttp();
    Installation installation = Installations.of(platform);
    stage = new Stage(installation, http, Seeds.of(PagesBrowserTest.class));
    settings = prepare(installation);
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
  void anybodyVerifiesAndATamperedBundleIsShownAsBroken() throws Exception {
    walk("verify");
  }

  /** What the walk said. */
  private static String walk(String name) throws IOException, InterruptedException {
    broken++;
    Path output = Files.createTempFile("yipiao-walk", ".log");
    var builder =
        new ProcessBuilder("node", "browser/specs/" + name + ".mjs", settings.toString())
            .directory(APP.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // What the browser unpacks stays in the clone, as everything does.
    builder.environment().put("TMPDIR", Files.createDirectories(UNPACKED).toString());
    Process node = builder.start();
    try {
      boolean ended = node.waitFor(LONGEST_WALK.toSeconds(), TimeUnit.SECONDS);
      String said = Files.readString(output);
      System.out.println(said);
      assertThat(ended).as("%s ended in time: %s", name, said).isTrue();
      assertThat(node.exitValue()).as(said).isZero();
      broken--;
      return said;
    } finally {
      node.descendants().forEach(ProcessHandle::destroyForcibly);
      node.destroyForcibly();
      Files.delete(output);
    }
  }

  /** Who there is, in a file for the walks. */
  private static Path prepare(Installation installation) throws IOException, InterruptedException {
    stage.open();
    Map<String, Object> cast = new HashMap<>();
    List<String> names = List.of("thread", "keyboard", "network", "lockedOut");
    for (int i = 0; i < names.size(); i++) {
      String phone = "1380000001" + i;
      MadeUpPerson person = stage.patient(phone);
      Paper outpatient = stage.outpatient(person);
      Map<String, Object> patient = new HashMap<>(Map.of("phone", phone, "outpatient", outpatient));
      if (i == 0) {
        patient.put("inpatient", stage.inpatient(person));
        cast.put("verify", verification(person, outpatient));
      }
      cast.put(names.get(i), patient);
    }
    MadeUpPerson waiting = stage.patient("13800000019");
    String claim = stage.waitingForPeople(waiting).value();
    cast.put("payers", Map.of("claim", claim, "staff", staff()));
    cast.put("door", installation.publicUrl());
    cast.put("messages", installation.bank().resolve("/messages").toString());
    cast.put("pictures", ROOT.resolve("infra/acceptance/target/screenshots").toString());
    Path file = platform.directory().resolve("cast.json");
    Files.writeString(file, JsonMapper.shared().writeValueAsString(cast));
    return file;
  }

  /** What anybody has to verify with, and whose name nobody may be told. */
  private static Map<String, Object> verification(MadeUpPerson person, Paper paper)
      throws IOException {
    Path bundle =
        Files.writeString(platform.directory().resolve("bundle.json"), stage.bundle(paper));
    return Map.of("bundle", bundle.toString(), "paper", paper, "name", person.name());
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
