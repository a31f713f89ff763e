package org.yipiao.quickstart.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.quickstart.demo.hl7.Hl7FolderRun;
import org.yipiao.quickstart.demo.report.Findings;
import org.yipiao.quickstart.demo.report.Timeline;
import org.yipiao.quickstart.drive.Hospital;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.Installations;
import org.yipiao.quickstart.drive.InvoiceWatch;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.NumberAllocation;

/** One run of the demonstration on a platform that has started. */
final class DemoRun {

  private final Installation installation;
  private final Timeline timeline;
  private final DemoOptions options;
  private final Findings findings;

  DemoRun(Installation installation, Timeline timeline, DemoOptions options, Findings findings) {
    this.installation = installation;
    this.timeline = timeline;
    this.options = options;
    this.findings = findings;
  }

  /** Runs to the end, or until something breaks; the findings hold what was seen until then. */
  void run() throws IOException, InterruptedException {
    findings.appUrl(installation.publicUrl());
    findings.validators(Installations.activeValidators(installation));
    TrustRoot trust = TrustRoot.parse(Files.readAllBytes(installation.trustFile()));
    try (JsonHttp http = new JsonHttp()) {
      InvoiceWatch watch = new InvoiceWatch(http, installation, trust, findings.tally());
      new NumberAllocation(http, installation).toBothHospitals();
      timeline.say("bureau", "numbers allocated to both hospitals");
      Path folder = options.hl7();
      if (folder == null) {
        new ThreadRun(http, watch, trust, installation, timeline, findings).run(options.load());
      } else {
        Hospital hospital = installation.largeHospital();
        new Hl7FolderRun(
                hospital,
                (invoice, handedIn) -> watch.untilVerified(hospital, invoice, handedIn),
                findings,
                timeline)
            .send(folder);
      }
    }
    findings.validators(Installations.activeValidators(installation));
    findings.complete();
  }
}
