package org.yipiao.acceptance.kill;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.yipiao.acceptance.kill.load.PatientsLoad;
import org.yipiao.acceptance.kill.load.PlatformLoad;
import org.yipiao.acceptance.kill.oracle.AcceptedClaim;
import org.yipiao.acceptance.kill.oracle.AcceptedList;
import org.yipiao.acceptance.kill.oracle.Evidence;
import org.yipiao.acceptance.kill.oracle.PatientEvidence;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.checkpoint.SignedNote;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.ClaimId;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.quickstart.drive.Installation;
import org.yipiao.quickstart.drive.JsonHttp;
import org.yipiao.quickstart.drive.LedgerScan;
import org.yipiao.quickstart.drive.PayerDesk;
import org.yipiao.quickstart.parts.Platform;
import tools.jackson.databind.JsonNode;

/** Reads, once the load is over, what every part holds. */
final class EvidenceReader {

  private static final int BOOKINGS_AT_ONCE = 1_000;

  private final Platform platform;
  private final Installation installation;
  private final JsonHttp http;

  EvidenceReader(Platform platform, Installation installation, JsonHttp http) {
    this.platform = platform;
    this.installation = installation;
    this.http = http;
  }

  /**
   * Everything, after waiting until nothing moves any more.
   *
   * @param settleWithin how long claims, spools, replicas and topic may take to come to rest
   */
  Evidence read(AcceptedList.Content accepted, PlatformLoad load, Duration settleWithin)
      throws IOException, InterruptedException, SQLException {
    long deadline = System.nanoTime() + settleWithin.toNanos();
    Map<String, JsonNode> claims = claims(accepted.claims(), deadline);
    List<Evidence.SpoolDepth> spools = spools();
    while (spools.stream().anyMatch(spool -> spool.pending() > 0) && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
      spools = spools();
    }
    List<Checkpoint> heads = heads();
    while (heads.stream().distinct().count() > 1 && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(200);
      heads = heads();
    }
    LedgerScan scan = new LedgerScan(http, installation);
    List<List<byte[]>> logs = new ArrayList<>();
    for (URI node : installation.nodes()) {
      logs.add(scan.leaves(node));
    }
    try (Connection database = platform.servers().mysql().connect()) {
      return new Evidence(
          accepted,
          load.attempts().open(),
          register(database),
          load.watch().verified(),
          logs.getFirst().stream().map(LeafV1::decode).toList(),
          replicas(heads, logs),
          ends(claims),
          BenefitYearsReader.years(database),
          BenefitYearsReader.entries(database),
          bookings(),
          spools,
          publication(scan, deadline),
          patients(load.patients(), claims));
    }
  }

  private static List<Evidence.Replica> replicas(List<Checkpoint> heads, List<List<byte[]>> logs) {
    List<Evidence.Replica> replicas = new ArrayList<>();
    for (int i = 0; i < heads.size(); i++) {
      Checkpoint head = heads.get(i);
      List<byte[]> leaves = logs.get(i);
      List<byte[]> covered = leaves.subList(0, (int) Math.min(leaves.size(), head.size()));
      replicas.add(
          new Evidence.Replica(
              Parts.VALIDATORS.get(i),
              head.size(),
              head.root().hex(),
              MerkleTree.root(covered).hex()));
    }
    return replicas;
  }

  /** The first node is the one that publishes; its blocks and its topic once both end alike. */
  private Evidence.Publication publication(LedgerScan scan, long deadline)
      throws IOException, InterruptedException {
    while (true) {
      List<String> blocks =
          scan.blocksToPublish(installation.nodes().getFirst()).stream()
              .map(block -> Digest.sha256(block.encode()).hex())
              .toList();
      List<Evidence.PublishedBlock> records = new ArrayList<>();
      scan.publishedBlocks((height, block) ->
          records.add(new Evidence.PublishedBlock(height, Digest.sha256(block).hex())));
      String last = Integer.toString(blocks.size() - 1);
      if ((!records.isEmpty() && records.getLast().key().equals(last))
          || System.nanoTime() > deadline) {
        return new Evidence.Publication(blocks, records);
      }
      TimeUnit.SECONDS.sleep(1);
    }
  }

  /** Every claim, as its payer sees it, once it has ended. */
  private Map<String, JsonNode> claims(List<AcceptedClaim> accepted, long deadline)
      throws IOException, InterruptedException {
    PayerDesk desk = new PayerDesk(http, installation);
    Map<String, JsonNode> views = new HashMap<>();
    for (AcceptedClaim claim : accepted) {
      JsonNode view = desk.claim(claim.payer(), new ClaimId(claim.claim()));
      while (!view.path("ended").asBoolean() && System.nanoTime() < deadline) {
        TimeUnit.MILLISECONDS.sleep(200);
        view = desk.claim(claim.payer(), new ClaimId(claim.claim()));
      }
      views.put(claim.claim(), view);
    }
    return views;
  }

  private static Map<String, Evidence.ClaimEnd> ends(Map<String, JsonNode> claims) {
    Map<String, Evidence.ClaimEnd> ends = new HashMap<>();
    claims.forEach((claim, view) ->
        ends.put(
            claim,
            new Evidence.ClaimEnd(
                view.path("status").asString(),
                view.path("ended").asBoolean(),
                view.path("amountFen").asLong(0),
                view.path("refusal").path("code").asString(""))));
    return ends;
  }

  private static PatientEvidence patients(PatientsLoad patients, Map<String, JsonNode> claims) {
    Map<String, List<PatientEvidence.Step>> timelines = new HashMap<>();
    List<PatientEvidence.Watched> watched = patients.watched();
    for (PatientEvidence.Watched each : watched) {
      List<PatientEvidence.Step> steps = new ArrayList<>();
      JsonNode view = claims.get(each.claim());
      if (view != null) {
        for (JsonNode entry : view.path("timeline")) {
          steps.add(
              new PatientEvidence.Step(
                  steps.size() + 1L,
                  entry.path("state").asString(),
                  Instant.parse(entry.path("at").asString())));
        }
      }
      timelines.put(each.claim(), steps);
    }
    return new PatientEvidence(
        patients.count(),
        patients.calls().cutStreams(),
        patients.calls().signedOut(),
        watched,
        timelines);
  }

  private List<Evidence.SpoolDepth> spools() throws IOException {
    return List.of(
        spool(installation.largeGateway(), "hospital-one"),
        spool(installation.otherGateway(), "hospital-two"));
  }

  private Evidence.SpoolDepth spool(URI gateway, String hospital) throws IOException {
    JsonNode status =
        PayerDesk.require(
            http.get(gateway.resolve("/v1/status"), installation.bearer("his-" + hospital)),
            "read the spool of " + hospital);
    return new Evidence.SpoolDepth(
        "gateway-" + hospital,
        status.path("waiting").asLong()
            + status.path("inBatches").asLong()
            + status.path("held").asLong(),
        status.path("quarantined").asLong());
  }

  /** The last final checkpoint of each node. */
  private List<Checkpoint> heads() throws IOException {
    List<Checkpoint> heads = new ArrayList<>();
    for (URI node : installation.nodes()) {
      byte[] note = http.getBytes(node.resolve("/checkpoint"), installation.bearer("demo-driver"));
      heads.add(
          Checkpoint.parse(SignedNote.parse(new String(note, StandardCharsets.UTF_8)).text()));
    }
    return heads;
  }

  private static List<Evidence.RegisterEntry> register(Connection connection) throws SQLException {
    return Rows.read(
        connection,
        "SELECT invoice_id, tenant, state, total_fen, claimable_fen FROM invoice.invoice"
            + " ORDER BY invoice_id",
        row ->
            new Evidence.RegisterEntry(
                new InvoiceId(row.getLong(1)).toString(),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5)));
  }

  private List<Evidence.Booking> bookings() throws IOException {
    List<Evidence.Booking> bookings = new ArrayList<>();
    while (true) {
      JsonNode page =
          PayerDesk.require(
              http.get(
                  installation
                      .bank()
                      .resolve(
                          "/v1/book?after=%d&limit=%d"
                              .formatted(bookings.size(), BOOKINGS_AT_ONCE)),
                  installation.bearer("demo-driver")),
              "read the bank's book");
      if (page.path("transfers").isEmpty()) {
        return bookings;
      }
      for (JsonNode transfer : page.path("transfers")) {
        bookings.add(
            new Evidence.Booking(
                transfer.path("tenant").asString(),
                transfer.path("endToEndId").asString(),
                transfer.path("amountFen").asLong()));
      }
    }
  }
}
