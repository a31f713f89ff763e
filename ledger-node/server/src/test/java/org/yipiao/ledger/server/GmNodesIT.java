package org.yipiao.ledger.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.client.Archive;
import org.yipiao.ledger.client.Submission;
import org.yipiao.ledger.protocol.bundle.IssuanceProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.transaction.SignedTransaction;
import org.yipiao.ledger.server.development.DevelopmentConsortium.Choices;
import org.yipiao.ledger.server.development.DevelopmentMember;
import org.yipiao.ledger.server.independent.NoteCheck;
import org.yipiao.ledger.server.independent.TileClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Four validators of suite GM with post-quantum keys, on the real engine: issued, proven, read by a
 * client that knows nothing of the product, and archived.
 */
@Tag("long")
@TestMethodOrder(OrderAnnotation.class)
class GmNodesIT {

  @TempDir static Path directory;
  private static RunningConsortium running;
  private static String trust;
  private static ProofBundle bundle = new ProofBundle("", new byte[0], "");

  @BeforeAll
  static void startAll() throws Exception {
    running =
        RunningConsortium.start(
            directory,
            Map.of(),
            new Choices("GM", Choices.LATEST.postQuantum(), Choices.LATEST.contractVersion()));
    trust = Files.readString(running.local().consortium().trustFile());
  }

  @AfterAll
  static void stopAll() {
    running.close();
  }

  @Test
  @Order(1)
  void issuesUnderSm2WithABundleThatVerifiesOffline() throws Exception {
    var genesis = running.local().consortium().genesis();
    assertThat(genesis.suite()).isEqualTo("GM");
    assertThat(running.settle(allocation()).firstRefused()).isEmpty();
    List<Operation> invoices = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      invoices.add(RunningConsortium.invoice(i));
    }
    var issued = running.settle(running.transaction(DevelopmentMember.HOSPITAL_ONE, invoices));
    assertThat(issued.operations()).hasSize(300).allMatch(operation -> operation.applied());
    bundle = issued.operations().get(7).bundle("a.b.c~");
    assertThat(
            new LedgerProofVerifier(running.local().consortium().trust())
                .verifyIssuance(bundle.leaf(), bundle.proof()))
        .isInstanceOf(IssuanceProof.Issued.class);
  }

  @Test
  @Order(2)
  void refusesAForgedSm2Signature() throws Exception {
    byte[] forged =
        running
            .transaction(DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(900)))
            .bytes();
    forged[forged.length - 1] ^= 1;
    assertThat(running.client().submit(forged))
        .isInstanceOfSatisfying(
            Submission.Refused.class,
            refused -> assertThat(refused.code()).isEqualTo("BAD_SIGNATURE"));
  }

  @Test
  @Order(3)
  void documentCertificatesAreSm2AndChainToTheIssuerRoot() throws Exception {
    var consortium = running.local().consortium();
    var entry = KeyFiles.load(consortium.documentKey(DevelopmentMember.HOSPITAL_ONE));
    assertThat(entry.certificate().getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    var root = consortium.trust().issuerRoots().getFirst();
    assertThat(root.getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    entry.certificate().verify(root.getPublicKey());
  }

  @Test
  @Order(4)
  void anIndependentClientRebuildsTheRootFromTilesAndFindsTheEntry() throws Exception {
    try (var client = client()) {
      var note = new NoteCheck(client.text("checkpoint"), trust);
      assertThat(note.cosigners(NoteCheck.ED25519)).hasSizeGreaterThanOrEqualTo(3);
      List<byte[]> hashes = client.leafHashes(note.size());
      assertThat(TileClient.root(hashes)).isEqualTo(note.root());
      assertThat(client.level(1, note.size()))
          .hasSize((int) (note.size() / 256))
          .first()
          .isEqualTo(TileClient.root(hashes.subList(0, 256)));
      long index = indexOf(hashes, TileClient.leafHash(bundle.leaf()));
      assertThat(client.entry(index, note.size())).isEqualTo(bundle.leaf());
      for (long at = 0; at < note.size(); at += 41) {
        assertThat(TileClient.leafHash(client.entry(at, note.size())))
            .isEqualTo(hashes.get((int) at));
      }
    }
  }

  @Test
  @Order(5)
  void consistencyProofsLeadFromEachBlockToItsCheckpoint() throws Exception {
    try (var client = client()) {
      JsonNode blocks = JsonMapper.builder().build().readTree(get("/v1/blocks?from=0"));
      assertThat(blocks.get("blocks")).isNotEmpty();
      for (JsonNode block : blocks.get("blocks")) {
        var note = new NoteCheck(block.get("checkpoint").stringValue(), trust);
        List<byte[]> hashes = client.leafHashes(note.size());
        assertThat(TileClient.root(hashes)).isEqualTo(note.root());
        byte[] content = Base64.getDecoder().decode(block.get("content").stringValue());
        long size = ByteBuffer.wrap(content, 9, 8).getLong();
        byte[] root = TileClient.root(hashes.subList(0, (int) size));
        List<byte[]> proof = new ArrayList<>();
        block
            .get("consistency")
            .forEach(hash -> proof.add(Base64.getDecoder().decode(hash.stringValue())));
        assertThat(TileClient.consistent(size, note.size(), root, proof))
            .containsExactly(root, note.root());
      }
      long size = new NoteCheck(client.text("checkpoint"), trust).size();
      List<byte[]> all = client.leafHashes(size);
      var log = running.local().node(DevelopmentMember.BUREAU).chain().log();
      for (int first = 1; first <= size; first += 7) {
        List<byte[]> proof =
            log.consistencyProof(first, size).path().stream().map(hash -> hash.bytes()).toList();
        byte[] root = TileClient.root(all.subList(0, first));
        assertThat(TileClient.consistent(first, size, root, proof))
            .containsExactly(root, TileClient.root(all));
      }
    }
  }

  @Test
  @Order(6)
  void theCheckpointOfTheMinuteCarriesAQuorumByMlDsa() throws Exception {
    try (var client = client()) {
      await()
          .atMost(RunningConsortium.LONG)
          .ignoreExceptions()
          .until(() -> !client.text("checkpoint/post-quantum").isEmpty());
      var note = new NoteCheck(client.text("checkpoint/post-quantum"), trust);
      assertThat(note.cosigners(NoteCheck.ML_DSA_44)).hasSizeGreaterThanOrEqualTo(3);
      assertThat(TileClient.root(client.leafHashes(note.size()))).isEqualTo(note.root());
    }
  }

  @Test
  @Order(7)
  void aBundleIsArchivedUnderSuchACheckpointAndVerifiesOffline() throws Exception {
    var root = running.local().consortium().trust();
    var archived = archiveOf(bundle);
    var verifier = new LedgerProofVerifier(root, Requirement.POST_QUANTUM);
    assertThat(verifier.verifyIssuance(bundle.leaf(), bundle.proof()))
        .isInstanceOf(IssuanceProof.NotIssued.class);
    assertThat(verifier.verifyIssuance(archived.leaf(), archived.proof()))
        .isInstanceOf(IssuanceProof.Issued.class);
    assertThat(archived.document()).isEqualTo(bundle.document());
    byte[] other = bundle.leaf().clone();
    other[other.length - 5] ^= 1;
    try (var archive = new Archive(running.local().uris(), root)) {
      assertThat(archive.prove(new ProofBundle("a.b.c~", other, bundle.proof())))
          .isInstanceOf(Archive.Outcome.NotProven.class);
    }
  }

  @Test
  @Order(8)
  void aBundleIsProvenAnewUnderTheNewestFinalCheckpoint() throws Exception {
    var root = running.local().consortium().trust();
    running.settle(
        running.transaction(
            DevelopmentMember.HOSPITAL_ONE, List.of(RunningConsortium.invoice(9_000))));
    try (var archive = new Archive(running.local().uris(), root, Requirement.CLASSICAL)) {
      assertThat(archive.prove(bundle))
          .isInstanceOfSatisfying(
              Archive.Outcome.Proven.class,
              proven -> {
                String note = TlogProof.parse(bundle.proof()).checkpoint();
                assertThat(proven.size()).isGreaterThan(Long.parseLong(note.split("\n", -1)[1]));
                assertThat(
                        new LedgerProofVerifier(root)
                            .verifyIssuance(proven.bundle().leaf(), proven.bundle().proof()))
                    .isInstanceOf(IssuanceProof.Issued.class);
              });
    }
  }

  /** Blocks are made until the first of a minute comes after the bundle's. */
  private static ProofBundle archiveOf(ProofBundle one) {
    var last = new ArrayList<ProofBundle>();
    await()
        .atMost(RunningConsortium.LONG.multipliedBy(2))
        .until(() -> {
          running.settle(
              running.transaction(
                  DevelopmentMember.HOSPITAL_ONE,
                  List.of(RunningConsortium.invoice(1_000 + last.size()))));
          try (var archive =
              new Archive(running.local().uris(), running.local().consortium().trust())) {
            if (archive.prove(one) instanceof Archive.Outcome.Proven proven) {
              last.add(proven.bundle());
            }
          }
          return !last.isEmpty();
        });
    return last.getLast();
  }

  private static SignedTransaction allocation() throws Exception {
    return running.transaction(DevelopmentMember.BUREAU, List.of(RunningConsortium.allocation()));
  }

  private static TileClient client() {
    return new TileClient(running.local().uris().getFirst(), running.local().token("agency"));
  }

  private static long indexOf(List<byte[]> hashes, byte[] wanted) {
    for (int i = 0; i < hashes.size(); i++) {
      if (Arrays.equals(hashes.get(i), wanted)) {
        return i;
      }
    }
    throw new AssertionError("the leaf is not in the log");
  }

  private static String get(String path) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(running.local().uris().getFirst() + path))
            .header("Authorization", "Bearer " + running.local().token("agency"));
    try (var http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
    }
  }
}
