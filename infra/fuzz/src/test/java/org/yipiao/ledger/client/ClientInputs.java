package org.yipiao.ledger.client;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.yipiao.fuzz.Checks;
import org.yipiao.fuzz.Samples;
import org.yipiao.ledger.client.http.BlockPage;
import org.yipiao.ledger.client.http.ClaimStateView;
import org.yipiao.ledger.client.http.EpochPage;
import org.yipiao.ledger.client.http.InvoiceStateView;
import org.yipiao.ledger.client.http.RoundPage;
import org.yipiao.ledger.client.http.TransactionProof;
import org.yipiao.ledger.client.http.TransactionView;
import org.yipiao.ledger.client.proof.LeafRangeProof;
import org.yipiao.ledger.protocol.transaction.TransactionId;
import org.yipiao.ledger.protocol.wire.Digest;

/** What a node answers its clients, for the fuzz targets. */
public final class ClientInputs {

  private static final URI NODE = URI.create("http://node.invalid");
  private static final List<Class<?>> ANSWERS =
      List.of(
          BlockPage.class,
          RoundPage.class,
          EpochPage.class,
          TransactionProof.class,
          TransactionView.class,
          InvoiceStateView.class,
          ClaimStateView.class);
  private static final TransactionRef ANY =
      new TransactionRef(
          4, new TransactionId("00000000000000000000000000000001"), Instant.EPOCH, Digest.ZERO);

  private ClientInputs() {}

  public static List<byte[]> samples() {
    return List.of(
        Samples.utf8(
            "{\"blocks\":[{\"height\":1,\"content\":\"AA==\",\"checkpoint\":\"n\",\"consistency\":[\"AA==\"]}]}"),
        Samples.utf8("{\"rounds\":[\"AA==\"]}"),
        proofText());
  }

  public static List<byte[]> proofs() {
    return List.of(proofText());
  }

  private static byte[] proofText() {
    String leaf = Base64.getEncoder().encodeToString(new byte[] {4});
    String hash = Base64.getEncoder().encodeToString(new byte[32]);
    String note = Samples.note().replace("\n", "\\n");
    return Samples.utf8(
        "{\"firstLeaf\":4,\"leaves\":[\"%s\"],\"treeSize\":9,\"hashes\":[\"%s\",\"%s\",\"%s\",\"%s\"],\"checkpoint\":\"%s\"}"
            .formatted(leaf, hash, hash, hash, hash, note));
  }

  /** Reads an answer as each that there is; the causes say what was wrong. */
  public static void answer(byte[] input) {
    String body = Checks.text(input);
    for (Class<?> type : ANSWERS) {
      var causes = new ArrayList<String>();
      var read = HttpLedgerClient.read(new NodeHttp.Answer.Done(body), NODE, type, causes);
      Checks.require(read.isPresent() == causes.isEmpty(), "no answer and no cause");
    }
  }

  /** Judges a proof that a node gives. */
  public static void proof(byte[] input) {
    HttpLedgerClient.read(
            new NodeHttp.Answer.Done(Checks.text(input)),
            NODE,
            TransactionProof.class,
            new ArrayList<>())
        .ifPresent(proof -> {
          Checks.read(IllegalArgumentException.class, () -> resolved(proof))
              .ifPresent(resolved -> everyLeafHasItsPlace(proof, resolved));
          var proven =
              Checks.read(
                  IllegalArgumentException.class,
                  () -> new ProofCheck(Samples.TRUST).check(ANY, proof));
          Checks.require(proven.isEmpty(), "leaves of no transaction are proven");
        });
  }

  private static LeafRangeProof.Resolved resolved(TransactionProof proof) {
    var base64 = Base64.getDecoder();
    List<byte[]> leaves = proof.leaves().stream().map(base64::decode).toList();
    var hashes = proof.hashes().stream().map(hash -> Digest.of(base64.decode(hash))).toList();
    var range = new LeafRangeProof(proof.treeSize(), proof.firstLeaf(), leaves.size(), hashes);
    return range.resolve(leaves);
  }

  private static void everyLeafHasItsPlace(
      TransactionProof proof, LeafRangeProof.Resolved resolved) {
    for (int i = 0; i < proof.leaves().size(); i++) {
      long index = proof.firstLeaf() + i;
      Checks.require(resolved.inclusion(index).leafIndex() == index, "another leaf");
    }
  }
}
