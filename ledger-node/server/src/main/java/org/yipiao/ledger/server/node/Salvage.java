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
import org.yipiao.ledger.server.cosigning.CosignatureTally;
import org.yipiao.ledger.server.cosigning.Validators;
import org.yipiao.ledger.server.lies.EvidenceStore;
import org.yipiao.ledger.server.store.Family;
import org.yipiao.ledger.server.store.KeyValueStore;
import org.yipiao.ledger.server.store.Keys;
import org.yipiao.ledger.server.store.WriteSet;
import org.yipiao.ledger.server.submission.QueuedTransaction;
import org.yipiao.ledger.server.submission.SubmissionLimits;

/**
 * What is taken out of a damaged store because no other validator has it: transactions that were
 * accepted here and are in no block, the newest record of what was cosigned, what proves lies, the
 * last cosignature that was seen of each validator, which is what those are told who have lost
 * their own records, and the evidence of a contradiction. All but the last carry their own
 * signatures, so that nothing damaged is taken for them; what cannot be read is left. Of what is in
 * blocks by now nothing is executed again.
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
    var validators = validators(damaged);
    diverged(damaged, taken);
    cosigned(damaged, validators, taken);
    seen(damaged, validators, taken);
    lies(damaged, validators, taken);
    accepted(damaged, taken);
    return taken;
  }

  /** Those of the genesis and, where the rows can be read, of the epochs after it. */
  private Validators validators(KeyValueStore damaged) {
    var validators = new Validators(genesis);
    read(
        "the epochs after the first",
        () -> validators.takeUp(new LedgerRows(new StoredRows(damaged))));
    return validators;
  }

  /** Whatever damaged bytes provoke, healing goes on. */
  private static void read(String what, Runnable reading) {
    try {
      reading.run();
    } catch (RuntimeException e) {
      LOG.error("{} cannot be read: {}", what, e.getMessage());
    }
  }

  /** A node that has met a contradiction does not go on because its disk fails as well. */
  private static void diverged(KeyValueStore damaged, WriteSet taken) {
    byte[] key = Chain.Entry.DIVERGENCE.key();
    read(
        "whether this node had diverged",
        () -> {
          byte[] evidence = damaged.get(Family.META, key);
          if (evidence != null) {
            taken.put(Family.META, key, evidence);
          }
        });
  }

  private void cosigned(KeyValueStore damaged, Validators validators, WriteSet taken) {
    read(
        "what this validator has cosigned",
        () ->
            newestOwn(damaged, validators)
                .ifPresent(record -> taken.put(Family.COSIGNATURES, record.key(), record.value())));
  }

  private Optional<KeyValueStore.Entry> newestOwn(KeyValueStore damaged, Validators validators) {
    byte[] at = Keys.of(Long.MAX_VALUE);
    for (int i = 0; i < RECORDS_TRIED; i++) {
      var entry = damaged.atOrBefore(Family.COSIGNATURES, at);
      if (entry.isEmpty() || own(entry.get(), validators)) {
        return entry;
      }
      byte[] key = entry.get().key();
      if (key.length != Long.BYTES || Keys.number(key) == 0) {
        break;
      }
      at = Keys.of(Keys.number(key) - 1);
    }
    return Optional.empty();
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

  /** Each by itself: where one cannot be read, the others may be. */
  private static void seen(KeyValueStore damaged, Validators validators, WriteSet taken) {
    for (int member : validators.names().keySet()) {
      byte[] key = CosignatureTally.seenKey(member);
      read(
          "what was last seen of member " + member,
          () -> {
            byte[] value = damaged.get(Family.META, key);
            if (value != null) {
              var last = Cosignature.decode(value);
              if (last.member() == member && validators.valid(last)) {
                taken.put(Family.META, key, value);
              }
            }
          });
    }
  }

  private static void lies(KeyValueStore damaged, Validators validators, WriteSet taken) {
    int before = taken.size();
    for (var member : validators.names().entrySet()) {
      read(
          "all that proves lies of member " + member.getKey(),
          () -> lies(damaged, validators, member.getKey(), member.getValue(), taken));
    }
    LOG.warn("{} pieces of evidence are taken over", taken.size() - before);
  }

  /** In small steps: what is readable before a damaged spot is not lost with it. */
  private static void lies(
      KeyValueStore damaged, Validators validators, int member, String name, WriteSet taken) {
    var kept = new EvidenceStore(damaged);
    long from = 0;
    for (int i = 0; i < EvidenceStore.PIECES_PER_MEMBER; i++) {
      var next = kept.from(member, from, 1).stream().filter(one -> one.member() == member);
      var piece = next.findFirst();
      if (piece.isEmpty()) {
        return;
      }
      if (piece.get().proven(validators.trust(), name)) {
        piece.get().put(taken);
      }
      from = piece.get().size() + 1;
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
