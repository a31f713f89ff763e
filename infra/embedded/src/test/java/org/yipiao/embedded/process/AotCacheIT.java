package org.yipiao.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotCacheIT {

  private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

  @TempDir private Path temporary;
  private Path program;
  private Path log;
  private Guardian guardian;
  private AotCache cache;

  @BeforeEach
  void aProgramInAJar() throws IOException {
    program = Files.createDirectories(temporary.resolve("程序 one"));
    log = temporary.resolve("run.log");
    Path jar = program.resolve("greeting.jar");
    String entry = Greeting.class.getName().replace('.', '/') + ".class";
    try (var out = new JarOutputStream(Files.newOutputStream(jar));
        InputStream bytes =
            Objects.requireNonNull(Greeting.class.getClassLoader().getResourceAsStream(entry))) {
      out.putNextEntry(new JarEntry(entry));
      bytes.transferTo(out);
    }
    guardian = Guardian.of(ProcessIdentity.ofThisProcess(), temporary.resolve("run"), 1);
    cache = new AotCache(program, jar.toString(), List.of());
  }

  @AfterEach
  void endTheGuardian() {
    guardian.close();
  }

  @Test
  void isMadeOfOneRecordedRunAndFitsTheNext() {
    assertThat(cache.isDue()).isFalse();
    assertThat(cache.options(false)).isEmpty();
    assertThat(run(cache.options(true))).isZero();
    assertThat(cache.isDue()).isTrue();
    assertThat(cache.options(true)).as("one recording is enough").isEmpty();

    cache.assemble(guardian, "aot-greeting", log);

    assertThat(cache.isDue()).isFalse();
    var options = new ArrayList<>(cache.options(true));
    assertThat(options).anyMatch(option -> option.startsWith("-XX:AOTCache="));
    // With this mode the JVM ends with an error if it cannot use the cache.
    options.add("-XX:AOTMode=on");
    assertThat(run(options)).isZero();
  }

  @Test
  void leavesARecordingThatIsUnderWayAlone() throws IOException {
    Path underWay =
        Files.createFile(program.resolve(ProcessHandle.current().pid() + "-now.recording"));

    assertThat(cache.options(true)).isEmpty();
    assertThat(cache.isDue()).isFalse();
    cache.assemble(guardian, "aot-greeting", log);

    assertThat(underWay).exists();
  }

  @Test
  void isNotMadeOfWhatAKilledRunLeft() throws IOException {
    Files.createFile(program.resolve("0-killed.recording"));
    Files.writeString(program.resolve("0-half.recording"), "half");
    assertThat(cache.isDue()).isTrue();

    cache.assemble(guardian, "aot-greeting", log);

    assertThat(cache.isDue()).isFalse();
    assertThat(cache.options(true)).contains("-XX:AOTMode=record");
    assertThat(program).isDirectoryNotContaining("glob:**.partial");
  }

  private int run(List<String> options) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-XX:+UseSerialGC");
    command.addAll(options);
    command.addAll(
        List.of("-cp", program.resolve("greeting.jar").toString(), Greeting.class.getName()));
    ChildProcess child =
        guardian.start(
            new ChildSpec(
                "greeting",
                1,
                command,
                Map.of("LC_ALL", "C.UTF-8"),
                program,
                log,
                Duration.ofSeconds(1)));
    assertThat(child.awaitExit(LONG_ENOUGH)).isTrue();
    child.stop();
    return child.onExit().join();
  }

  /** The program. */
  public static final class Greeting {

    private Greeting() {}

    public static void main(String[] arguments) {
      System.out.println("你好");
    }
  }
}
