package org.yipiao.ledger.client;

import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.bundle.LedgerProof;
import org.yipiao.ledger.protocol.bundle.LedgerProofVerifier;
import org.yipiao.ledger.protocol.bundle.ProofBundle;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.checkpoint.Requirement;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.log.InclusionProof;
import org.yipiao.ledger.protocol.log.MerkleTree;
import org.yipiao.ledger.protocol.log.TileHashReader;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;

/**
 * Proves bundles anew under the newest checkpoint that a quorum cosigned, by ML-DSA-44 or by
 * Ed25519, with what nodes show to everyone: their checkpoint and hash tiles. So a bundle of an
 * epoch whose keys are to go gets a proof by those of the present one. A bundle is taken only if it
 * holds already, and given back only if it holds under the new checkpoint. Not thread-safe.
 */
public final class Archive implements AutoCloseable {

  private final TiledLog log;
  private final FollowedTrust trust;
  private final LedgerProofVerifier classical;
  private final LedgerProofVerifier postQuantum;
  private final Requirement requirement;
  private @Nullable Basis basis;
  private @Nullable List<EpochChange> epochs;

  /** The checkpoint that everything is proven under, and who serves its tiles. */
  private record Basis(String note, Verification.Final verified, TileHashReader hashes) {}

  /** What came of a bundle. */
  public sealed interface Outcome {

    /**
     * It is proven under such a checkpoint.
     *
     * @param size of the checkpoint
     * @param cosignedAt the time of the cosignature that completed its quorum
     */
    record Proven(ProofBundle bundle, long size, Instant cosignedAt) implements Outcome {}

    /** Nothing was made. */
    record NotProven(String reason) implements Outcome {}
  }

  /** Proves under checkpoints that a quorum cosigned by ML-DSA-44. */
  public Archive(List<URI> nodes, TrustRoot file) {
    this(nodes, file, Requirement.POST_QUANTUM);
  }

  /**
   * @param nodes base addresses of validators' nodes; one of them is enough
   * @param file what is trusted, from elsewhere than the nodes; it is gone on from as far as they
   *     prove that the ledger's validators have changed
   * @param requirement whose cosignatures the checkpoint must have
   */
  public Archive(List<URI> nodes, TrustRoot file, Requirement requirement) {
    this.log = new TiledLog(nodes);
    this.trust = new FollowedTrust(nodes, file);
    this.classical = new LedgerProofVerifier(trust);
    this.postQuantum = new LedgerProofVerifier(trust, Requirement.POST_QUANTUM);
    this.requirement = requirement;
  }

  /** Proves one bundle anew; its document and its leaf stay what they are. */
  public Outcome prove(ProofBundle bundle) {
    try {
      if (classical.verify(bundle.leaf(), bundle.proof()) instanceof LedgerProof.Broken broken
          && postQuantum.verify(bundle.leaf(), bundle.proof()) instanceof LedgerProof.Broken) {
        return new Outcome.NotProven("the bundle does not hold: " + broken.link());
      }
      return prove(bundle, basis());
    } catch (FormatException | UncheckedIOException e) {
      return new Outcome.NotProven(String.valueOf(e.getMessage()));
    }
  }

  private Outcome prove(ProofBundle bundle, Basis under) {
    long index = TlogProof.parse(bundle.proof()).leafIndex();
    var checkpoint = under.verified().checkpoint();
    if (index >= checkpoint.size()) {
      return new Outcome.NotProven(
          "leaf %d is not yet in the newest such checkpoint, of size %d"
              .formatted(index, checkpoint.size()));
    }
    var inclusion = InclusionProof.make(under.hashes(), index, checkpoint.size());
    if (!inclusion.verify(MerkleTree.leafHash(bundle.leaf()), checkpoint.root())) {
      return new Outcome.NotProven("the node's tiles do not lead to the cosigned root");
    }
    var proof = new TlogProof(index, inclusion.path(), under.note());
    return new Outcome.Proven(
        new ProofBundle(bundle.document(), bundle.leaf(), proof.format()),
        checkpoint.size(),
        under.verified().cosignedAt());
  }

  /** The largest that any node has. */
  private Basis basis() {
    var known = basis;
    if (known != null) {
      return known;
    }
    trust.follow();
    List<String> causes = new ArrayList<>();
    for (URI node : log.nodes()) {
      try {
        String note = new String(log.note(node, path()), StandardCharsets.UTF_8);
        switch (CosignedCheckpoint.verify(note, trust, requirement)) {
          case Verification.NotFinal(var fault, String detail) ->
              causes.add(node + ": " + fault + ", " + detail);
          case Verification.Final verified -> {
            long size = verified.checkpoint().size();
            if (known == null || known.verified().checkpoint().size() < size) {
              var hashes = new TileHashReader(tile -> log.tile(node, tile), size);
              known = new Basis(note, verified, hashes);
            }
          }
        }
      } catch (UncheckedIOException e) {
        causes.add(String.valueOf(e.getMessage()));
      }
    }
    if (known == null) {
      throw new FormatException("no %s: %s".formatted(path(), String.join("; ", causes)));
    }
    basis = known;
    return known;
  }

  private String path() {
    return switch (requirement) {
      case CLASSICAL -> "checkpoint";
      case POST_QUANTUM -> "checkpoint/post-quantum";
    };
  }

  /**
   * What proves the ledger's epochs after the first, by which a trust root of before verifies what
   * is proven here ({@link EpochFile}).
   *
   * @return empty when no node gives them
   */
  public Optional<List<EpochChange>> epochs() {
    if (epochs == null) {
      epochs = trust.proofs().orElse(null);
    }
    return Optional.ofNullable(epochs);
  }

  @Override
  public void close() {
    trust.close();
    log.close();
  }
}
