package org.yipiao.ledger.server.fsck;

import java.util.Optional;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint;
import org.yipiao.ledger.protocol.checkpoint.CosignedCheckpoint.Verification;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.StoreFailure;

/** Checks final checkpoints and this validator's own cosignatures against the executed log. */
final class SignatureCheck {

  private final KeyValueStore store;
  private final Chain executed;
  private final TrustRoot trust;
  private final Validators validators;
  private final Findings findings;

  SignatureCheck(
      KeyValueStore store, Chain executed, Genesis genesis, TrustRoot trust, Findings findings) {
    this.store = store;
    this.executed = executed;
    this.validators = new Validators(genesis, new LedgerRows(new StoredRows(executed.store())));
    this.trust = validators.extended(trust);
    this.findings = findings;
  }

  void run() {
    long last = checkpoints();
    byte[] stored = store.get(Family.META, Chain.Entry.FINAL.key());
    long named = stored == null ? 0 : stored.length == Long.BYTES ? Keys.number(stored) : -1;
    if (named != last) {
      findings.add(Finding.FINAL_OTHER, "named size %d, last size %d".formatted(named, last));
    }
    cosignatures();
    evidence();
  }

  private void evidence() {
    for (var entries = new Entries(store, Family.EVIDENCE); entries.hasNext(); ) {
      var entry = entries.next();
      try {
        var piece = EvidenceStore.Piece.of(entry);
        if (!piece.proven(trust, validators.names().getOrDefault(piece.member(), ""))) {
          findings.add(
              Finding.EVIDENCE_UNPROVEN,
              "member %d, size %d".formatted(piece.member(), piece.size()));
        }
      } catch (IllegalArgumentException e) {
        findings.add(Finding.EVIDENCE_UNPROVEN, String.valueOf(e.getMessage()));
      }
    }
  }

  private long checkpoints() {
    long last = 0;
    for (var entries = new Entries(store, Family.CHECKPOINTS); entries.hasNext(); ) {
      var entry = entries.next();
      long size = entry.key().length == Long.BYTES ? Keys.number(entry.key()) : -1;
      last = size;
      FinalCheckpoint checkpoint;
      try {
        checkpoint = FinalCheckpoint.decode(entry.value());
      } catch (StoreFailure e) {
        findings.add(Finding.CHECKPOINT_UNREADABLE, "size " + size + ": " + e.getMessage());
        continue;
      }
      if (checkpoint.size() != size) {
        findings.add(Finding.CHECKPOINT_UNREADABLE, "size " + size);
      } else if (!ofItsBlock(checkpoint)) {
        findings.add(Finding.CHECKPOINT_ROOT, "size " + size);
      } else {
        fault(checkpoint)
            .ifPresent(
                why -> findings.add(Finding.CHECKPOINT_SIGNATURE, "size " + size + ": " + why));
      }
    }
    return last;
  }

  private boolean ofItsBlock(FinalCheckpoint checkpoint) {
    return executed
        .block(checkpoint.height())
        .filter(block -> block.size() == checkpoint.size())
        .filter(block -> block.root().equals(checkpoint.root()))
        .isPresent();
  }

  private Optional<String> fault(FinalCheckpoint checkpoint) {
    return switch (CosignedCheckpoint.verify(checkpoint.note(), trust)) {
      case Verification.NotFinal(var fault, var _) -> Optional.of(fault.name());
      case Verification.Final verified ->
          verified.checkpoint().size() == checkpoint.size()
                  && verified.checkpoint().root().equals(checkpoint.root())
              ? Optional.empty()
              : Optional.of("its note is another checkpoint's");
    };
  }

  private void cosignatures() {
    long time = 0;
    for (var entries = new Entries(store, Family.COSIGNATURES); entries.hasNext(); ) {
      var entry = entries.next();
      long size = entry.key().length == Long.BYTES ? Keys.number(entry.key()) : -1;
      Cosignature cosignature;
      try {
        cosignature = Cosignature.decode(entry.value());
      } catch (FormatException e) {
        findings.add(Finding.COSIGNATURE_UNREADABLE, "size " + size + ": " + e.getMessage());
        continue;
      }
      if (cosignature.size() != size || cosignature.timeSeconds() < time) {
        findings.add(Finding.COSIGNATURE_NOT_INCREASING, "size " + size);
      } else if (size > executed.log().size()
          || !executed.log().root(size).equals(cosignature.root())) {
        findings.add(Finding.COSIGNATURE_ROOT, "size " + size);
      } else if (!validators.valid(cosignature)) {
        findings.add(Finding.COSIGNATURE_UNREADABLE, "size " + size + ": no valid signature");
      }
      time = Math.max(time, cosignature.timeSeconds());
    }
  }
}
