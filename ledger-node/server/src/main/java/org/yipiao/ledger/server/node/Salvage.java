package org.yipiao.ledger.server.node;

import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.transaction.TransactionAuthority;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.server.chain.Chain;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.cosigning.Cosignature;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.QueuedTransaction;
import org.yipiao.ledger.server.submission.SubmissionLimits;

/**
 * What is taken out of a damaged store because no other validator has it: transactions that were
 * accepted here and are in no block, the newest record of what was cosigned, and the evidence of a
 * contradiction. The first two carry their own signatures, so that nothing damaged is taken for
 * them; what cannot be read is left. Of what is in blocks by now nothing is executed again.
 */
public final class Salvage {

  private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

  private static final int PAGE = 256;

  /** So many records at the end are tried at most. */
  private static final int RECORDS_TRIED = 256;

  private final Genesis genesis;
  private final int self;

  /**
   * @param self this validator's member number
   */
  public Salvage(Genesis genesis, int self) {
    this.genesis = genesis;
    this.self = self;
  }

  /** What to write into the empty store. */
  public WriteSet of(KeyValueStore damaged) {
    var taken = new WriteSet();
    evidence(damaged, taken);
    cosigned(damaged, taken);
    accepted(damaged, taken);
    return taken;
  }

  /** A node that has met a contradiction does not go on because its disk fails as well. */
  private static void evidence(KeyValueStore damaged, WriteSet taken) {
    byte[] key = Chain.Entry.DIVERGENCE.key();
    try {
      byte[] evidence = damaged.get(Family.META, key);
      if (evidence != null) {
        taken.put(Family.META, key, evidence);
      }
    } catch (RuntimeException e) { // whatever damaged bytes provoke: healing goes on
      LOG.error("whether this node had diverged cannot be read: {}", e.getMessage());
    }
  }

  private void cosigned(KeyValueStore damaged, WriteSet taken) {
    var validators = new Validators(genesis);
    try {
      validators.takeUp(new LedgerRows(new StoredRows(damaged)));
    } catch (RuntimeException e) {
      LOG.error("the epochs after the first cannot be read: {}", e.getMessage());
    }
    byte[] at = Keys.of(Long.MAX_VALUE);
    try {
      for (int i = 0; i < RECORDS_TRIED; i++) {
        var entry = damaged.atOrBefore(Family.COSIGNATURES, at);
        if (entry.isEmpty()) {
          return;
        }
        byte[] key = entry.get().key();
        if (own(entry.get(), validators)) {
          taken.put(Family.COSIGNATURES, key, entry.get().value());
          return;
        }
        if (key.length != Long.BYTES || Keys.number(key) == 0) {
          return;
        }
        at = Keys.of(Keys.number(key) - 1);
      }
    } catch (RuntimeException e) { // whatever damaged bytes provoke: healing goes on
      LOG.error("what this validator has cosigned cannot be read: {}", e.getMessage());
    }
  }

  private boolean own(KeyValueStore.Entry entry, Validators validators) {
    try {
      var record = Cosignature.decode(entry.value());
      return record.member() == self
          && Arrays.equals(Keys.of(record.size()), entry.key())
          && validators.valid(record);
    } catch (FormatException e) {
      return false;
    }
  }

  private void accepted(KeyValueStore damaged, WriteSet taken) {
    var first = new TransactionAuthority(genesis);
    var present = first.where(new Members(genesis, new LedgerRows(new StoredRows(damaged))));
    var limits = SubmissionLimits.DEFAULT;
    int count = 0;
    long bytes = 0;
    try {
      var page = damaged.range(Family.SUBMISSIONS, new byte[0], null, PAGE);
      while (!page.isEmpty()) {
        for (var entry : page) {
          var waiting = verified(entry, first, present);
          if (waiting.isPresent() && limits.allow(count, bytes, waiting.get().bytes().length)) {
            count++;
            bytes += waiting.get().bytes().length;
            taken.put(Family.SUBMISSIONS, entry.key(), entry.value());
          }
        }
        byte[] last = page.getLast().key();
        page = damaged.range(Family.SUBMISSIONS, Arrays.copyOf(last, last.length + 1), null, PAGE);
      }
    } catch (RuntimeException e) { // whatever damaged bytes provoke: healing goes on
      LOG.error("not all accepted transactions can be read: {}", e.getMessage());
    }
    LOG.warn("{} accepted transactions are taken over", count);
  }

  /** By the keys of the genesis or, where the rows can be read, by those that came after it. */
  private static Optional<QueuedTransaction> verified(
      KeyValueStore.Entry entry, TransactionAuthority first, TransactionAuthority present) {
    return QueuedTransaction.verified(entry, first)
        .or(() -> QueuedTransaction.verified(entry, present));
  }
}
