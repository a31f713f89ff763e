package org.yipiao.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yipiao.embedded.Directories;
import org.yipiao.quickstart.ports.PlatformPort;

/** The doctor on machines that lack something: their PATH holds all but that. */
class DoctorTest {

  private static final Path ROOT =
      Path.of(System.getProperty("yipiao.root", "../..")).toAbsolutePath().normalize();
  private static final Path BASH = Path.of("/bin/bash");

  private final Path programs;

  DoctorTest() throws IOException {
    programs = Files.createTempDirectory("doctor");
  }

  @AfterEach
  void removeTheLinks() throws IOException {
    Directories.remove(programs);
  }

  /** What it printed and ended with. */
  private record Answer(int exit, String text) {}

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "mvn, MISSING  Maven 3.8, apt-get install maven",
    "node, MISSING  Node 20, apt-get install nodejs",
    "setsid, MISSING  util-linux: no setsid, apt-get install util-linux",
    "flock, MISSING  util-linux: no flock, apt-get install util-linux",
    "find, MISSING  findutils: no find, apt-get install findutils",
    "sed, MISSING  sed: no sed, apt-get install sed",
    "ldd, MISSING  libc-bin: no ldd, apt-get install libc-bin"
  })
  void namesTheProgramThatIsMissingAndHowToGetIt(String hidden, String line, String remedy)
      throws Exception {
    Answer answer = doctor(Set.of(hidden), "/a/jdk-25");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.text().lines().filter(each -> each.startsWith(line)))
        .singleElement()
        .asString()
        .contains(remedy);
  }

  @Test
  void namesTheJdkThatIsMissing() throws Exception {
    Answer answer = doctor(Set.of(), "");
    assertThat(answer.exit()).isEqualTo(1);
    assertThat(answer.text()).contains("MISSING  JDK 25: not found; install").contains("JAVA_HOME");
  }

  @Test
  void namesAToolThatIsTooOld() throws Exception {
    Path old = Files.writeString(programs.resolve("mvn"), "#!/bin/bash\necho Apache Maven 3.6.3\n");
    assertThat(old.toFile().setExecutable(true)).isTrue();
    assertThat(doctor(Set.of("mvn"), "/a/jdk-25").text())
        .contains("MISSING  Maven 3.8: Apache Maven 3.6.3;");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"openssl, OpenSSL 3.0", "curl, curl 7.76"})
  void onlyNotesWhatTheTokenScriptAloneNeeds(String hidden, String name) throws Exception {
    Answer answer = doctor(Set.of(hidden), "/a/jdk-25");
    assertThat(answer.text())
        .contains(
            "note     %s: no %s on the PATH; infra/cli/token.sh needs it: apt-get install %s\n"
                .formatted(name, hidden, hidden))
        .doesNotContain("ok       " + name, "MISSING  " + name);
    assertThat(answer.exit()).isEqualTo(answer.text().contains("MISSING  ") ? 1 : 0);
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource({
    "openssl, OpenSSL 1.1.1w  11 Sep 2023, OpenSSL 3.0: OpenSSL 1.1.1w",
    "openssl, LibreSSL 3.8.2, OpenSSL 3.0: LibreSSL 3.8.2",
    "curl, curl 7.74.0 (x86_64-pc-linux-gnu), curl 7.76: curl 7.74.0"
  })
  void notesATooOldOneForTheTokenScript(String tool, String version, String line) throws Exception {
    saysItIs(tool, version);
    assertThat(doctor(Set.of(tool), "/a/jdk-25").text())
        .contains("note     " + line)
        .doesNotContain("MISSING  " + line);
  }

  @Test
  void namesTheVersionsThatTheTokenScriptWillUse() throws Exception {
    saysItIs("openssl", "OpenSSL 3.0.19 27 Jan 2026 (Library: OpenSSL 3.0.19 27 Jan 2026)");
    saysItIs("curl", "curl 7.88.1 (x86_64-pc-linux-gnu) libcurl/7.88.1 OpenSSL/3.0.19");
    assertThat(doctor(Set.of("openssl", "curl"), "/a/jdk-25").text())
        .contains("ok       OpenSSL 3.0: OpenSSL 3.0.19 27 Jan 2026\n")
        .contains("ok       curl 7.76: curl 7.88.1\n");
  }

  private void saysItIs(String tool, String version) throws IOException {
    Path stub = Files.writeString(programs.resolve(tool), "#!/bin/bash\necho '" + version + "'\n");
    assertThat(stub.toFile().setExecutable(true)).isTrue();
  }

  @Test
  void looksAtEveryUsualPort() throws Exception {
    int ports = PlatformPort.values().length;
    assertThat(doctor(Set.of(), "/a/jdk-25").text())
        .contains("ok       usual ports: " + ports + " looked at");
  }

  /** Links to every program of the usual folders but those hidden. */
  private Answer doctor(Set<String> hidden, String javaHome) throws Exception {
    for (Path folder : new Path[] {Path.of("/usr/bin"), Path.of("/usr/local/bin")}) {
      try (var all = Files.list(folder)) {
        for (Path program : all.toList()) {
          Path link = programs.resolve(String.valueOf(program.getFileName()));
          if (!hidden.contains(link.getFileName().toString()) && Files.notExists(link)) {
            link(link, program);
          }
        }
      }
    }
    var builder =
        new ProcessBuilder(
            BASH.toString(),
            ROOT.resolve("infra/cli/doctor.sh").toString(),
            ROOT.toString(),
            javaHome);
    builder.environment().put("PATH", programs.toString());
    Process doctor = builder.redirectErrorStream(true).start();
    String text = new String(doctor.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Answer(doctor.waitFor(), text);
  }

  private static void link(Path link, Path program) throws IOException {
    if (Files.isExecutable(program)) {
      Files.createSymbolicLink(link, program);
    }
  }
}
