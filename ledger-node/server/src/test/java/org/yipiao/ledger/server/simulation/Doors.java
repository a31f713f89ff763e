package org.yipiao.ledger.server.simulation;

import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.client.ClientInMemory.Nodes;
import org.yipiao.ledger.client.ClientInMemory.Reply;
import org.yipiao.ledger.client.http.AcceptedTransaction;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.http.TransactionState;
import org.yipiao.ledger.client.http.TransactionView;
import org.yipiao.ledger.protocol.checkpoint.Checkpoint;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import tools.jackson.databind.json.JsonMapper;

/** The nodes as clients reach them: answers get lost, and one node may answer what it likes. */
final class Doors implements Nodes {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Cluster cluster;
  private final Scenario scenario;
  private final Coverage coverage;
  private final SplittableRandom random;
  private boolean calm;
  private long asked;

  Doors(Cluster cluster, Scenario scenario, Coverage coverage) {
    this.cluster = cluster;
    this.scenario = scenario;
    this.coverage = coverage;
    this.random = scenario.draws(1);
  }

  /** From now on no answer is lost. */
  void calm() {
    calm = true;
  }

  /** How many questions there were. */
  long asked() {
    return asked;
  }

  @Override
  public Optional<Reply> ask(int member, String path, byte @Nullable [] posted) {
    asked++;
    var door = cluster.door(member);
    if (door.isEmpty()) {
      return Optional.empty();
    }
    var liar = scenario.byzantine().filter(one -> one.member() == member);
    liar.ifPresent(one -> coverage.happened(one.answers()));
    if (liar.isPresent() && liar.get().answers() != Byzantine.ClientHabit.TRUTHFULLY) {
      return Optional.ofNullable(lie(liar.get(), path, posted));
    }
    Reply reply = door.get().answer(path, posted);
    return !calm && random.nextDouble() < scenario.lostAnswers()
        ? Optional.empty()
        : Optional.of(reply);
  }

  private @Nullable Reply lie(Byzantine liar, String path, byte @Nullable [] posted) {
    String[] parts = path.split("[/?]", -1);
    boolean proof = parts.length > 4 && parts[4].equals("proof");
    return switch (liar.answers()) {
      case TRUTHFULLY, SILENT -> null;
      case DENIES ->
          posted != null || proof
              ? new Reply(422, "BAD_SIGNATURE", false)
              : view(TransactionState.EXPIRED);
      case PRETENDS -> posted != null ? accepted() : view(TransactionState.ACCEPTED);
      case FORGES_PROOFS -> {
        if (posted != null) {
          yield accepted();
        }
        yield proof ? forged(liar.member(), parts) : view(TransactionState.FINAL);
      }
    };
  }

  private Reply accepted() {
    return json(new AcceptedTransaction(1, "00".repeat(16), cluster.now()));
  }

  private Reply view(TransactionState state) {
    var later = cluster.now().plus(Duration.ofDays(2));
    return json(new TransactionView(state, null, later, 1L, List.of(), later, Long.MAX_VALUE));
  }

  /** A log of one leaf, under the liar's own cosignature three times over. */
  private static Reply forged(int liar, String[] parts) {
    var leaf =
        new LeafV1(
            OperationType.COMMIT_RESERVATION.number(),
            Integer.parseInt(parts[2]),
            0,
            new TransactionId(parts[3]),
            0,
            1,
            new byte[0],
            0,
            new byte[0]);
    Founding.SeededKeys keys = Founding.keys(liar);
    var checkpoint =
        new Checkpoint(
            org.yipiao.ledger.protocol.SeededConsortium.ORIGIN,
            1,
            MerkleTree.leafHash(leaf.encode()));
    var lines =
        List.of(
            keys.log().sign(checkpoint),
            keys.cosigner().sign(checkpoint, 1),
            keys.cosigner().sign(checkpoint, 2),
            keys.cosigner().sign(checkpoint, 3));
    var note = new org.yipiao.ledger.protocol.checkpoint.SignedNote(checkpoint.body(), lines);
    return json(
        new TransactionProof(
            0,
            List.of(Base64.getEncoder().encodeToString(leaf.encode())),
            1,
            List.of(),
            note.format()));
  }

  private static Reply json(Object body) {
    return new Reply(200, JSON.writeValueAsString(body), false);
  }
}
