package org.yipiao.acceptance.browser;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.yipiao.acceptance.installation.BuiltClone;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.NumberAllocation;
import org.yipiao.quickstart.drive.Tally;
import org.yipiao.quickstart.parts.Platform;
import org.yipiao.quickstart.parts.PlatformOptions;
import org.yipiao.quickstart.supervision.Progress;

/** A platform of its own on free ports, whose hospitals have numbers. */
final class BrowserPlatform implements AutoCloseable {

  private final BuiltClone clone;
  private final Platform platform;
  private final Installation installation;
  private final JsonHttp http = new JsonHttp();
  private final Tally tally = new Tally();
  private final InvoiceWatch watch;

  private BrowserPlatform(BuiltClone clone, Platform platform) throws IOException {
    this.clone = clone;
    this.platform = platform;
    this.installation = Installations.of(platform);
    this.watch =
        new InvoiceWatch(
            http,
            installation.invoiceService(),
            installation.bearer("patient-app"),
            TrustRoot.parse(Files.readAllBytes(installation.trustFile())),
            tally);
  }

  /** Returns once hospitals can issue. */
  static BrowserPlatform start(Path folder) throws IOException, InterruptedException {
    BuiltClone clone = BuiltClone.warm(folder, Map.of());
    var options =
        new PlatformOptions(clone.root(), "browser", Map.of(), ExternalServers.none(), Map.of());
    Platform platform = Platform.start(options, new Lines());
    try {
      var started = new BrowserPlatform(clone, platform);
      new NumberAllocation(started.http, started.installation).toBothHospitals();
      return started;
    } catch (IOException | InterruptedException | RuntimeException failure) {
      platform.close();
      clone.close();
      throw failure;
    }
  }

  Installation installation() {
    return installation;
  }

  JsonHttp http() {
    return http;
  }

  InvoiceWatch watch() {
    return watch;
  }

  Tally tally() {
    return tally;
  }

  @Override
  public void close() throws IOException {
    http.close();
    platform.close();
    clone.close();
  }

  /** What a failed start is understood by. */
  private static final class Lines implements Progress {

    @Override
    public void starting(String part) {
      // Said once it serves.
    }

    @Override
    public void serving(String part, Duration took) {
      note(part + " serves after " + took.toMillis() + " ms");
    }

    @Override
    public void ended(String part, int exit, Duration nextStartIn) {
      note(part + " ended with " + exit);
    }

    @Override
    public void stopped(String part) {
      note(part + " stopped");
    }

    @Override
    public void note(String text) {
      System.out.println("browser platform: " + text);
    }
  }
}
