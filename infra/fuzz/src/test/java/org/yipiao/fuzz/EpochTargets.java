package org.yipiao.fuzz;

import static org.yipiao.fuzz.Checks.canonical;
import static org.yipiao.fuzz.Checks.read;
import static org.yipiao.fuzz.Checks.repeated;
import static org.yipiao.fuzz.Checks.same;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.yipiao.ledger.client.EpochFile;
import org.yipiao.ledger.protocol.SampleLog;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.bundle.TlogProof;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.epoch.EpochChange;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.log.BlockHeader;
import org.yipiao.ledger.protocol.log.LeafV1;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.server.ordering.hiero.StateRecord;
import org.yipiao.ledger.server.succession.EngineStop;
import org.yipiao.ledger.server.succession.EpochRoster;
import org.yipiao.ledger.server.succession.StateRecords;
import org.yipiao.ledger.server.succession.StopProof;

/** Who the validators are, and what proves the next ones. */
final class EpochTargets {

  private static final String SAME = "what is read has one spelling";
  private static final Epoch FIRST = Epoch.first(Samples.GENESIS);
  private static final EpochChange CHANGE = change();
  private static final EpochRoster ROSTER =
      new EpochRoster(Samples.GENESIS, CHANGE.next(), (byte) 7, new Deaf());
  private static final StopProof STOP =
      new StopProof(
          new EngineStop(1, 166, new byte[48]),
          new TreeMap<>(Map.of(1, new byte[64], 3, new byte[64])));

  private static final StateRecords STATE =
      new StateRecords(
          List.of(
              new StateRecord(new byte[] {1}, new byte[] {2, 3}),
              new StateRecord(new byte[] {4}, new byte[0])));

  private EpochTargets() {}

  static List<FuzzTarget> all() {
    return List.of(
        new FuzzTarget(
            "validator",
            List.of("GenesisValidator.decode"),
            SAME,
            GenesisValidator.MOST_BYTES,
            validators(),
            canonical(GenesisValidator::decode, GenesisValidator::encode)),
        new FuzzTarget(
            "epoch",
            List.of("Epoch.decode", "Roster.decode", "Entry.decode"),
            SAME,
            16_384,
            List.of(FIRST.encode(), CHANGE.next().encode()),
            canonical(Epoch::decode, Epoch::encode)),
        new FuzzTarget(
            "epoch-change",
            List.of("EpochChange.decode"),
            SAME + "; nothing is proven but the epoch that a quorum signed",
            16_384,
            List.of(CHANGE.encode()),
            EpochTargets::change),
        new FuzzTarget(
            "engine-stop",
            List.of("StopProof.decode"),
            SAME,
            StopProof.MOST_BYTES,
            List.of(STOP.encode()),
            canonical(StopProof::decode, StopProof::encode)),
        new FuzzTarget(
            "engine-state",
            List.of("StateRecords.decode"),
            SAME,
            16_384,
            List.of(STATE.encode()),
            canonical(StateRecords::decode, StateRecords::encode)),
        new FuzzTarget(
            "engine-record",
            List.of("Kept.decode"),
            "refused or read",
            16_384,
            List.of(ROSTER.initial()),
            input -> read(() -> ROSTER.validators(input))),
        new FuzzTarget(
            "epoch-file",
            List.of("EpochFile.decode"),
            "what is read is read again from what is written; nothing else is proven by it",
            32_768,
            List.of(EpochFile.encode(List.of()), EpochFile.encode(List.of(CHANGE))),
            EpochTargets::file));
  }

  /** Nobody listens to what it has. */
  private static final class Deaf implements EpochRoster.Listener {
    @Override
    public void has(Epoch epoch) {}

    @Override
    public void announced(Epoch epoch) {}
  }

  /** A payload of the ordering engine brings it, too. */
  static EpochChange sample() {
    return CHANGE;
  }

  private static void change(byte[] input) {
    canonical(EpochChange::decode, EpochChange::encode).accept(input);
    read(() -> EpochChange.decode(input))
        .flatMap(change -> change.after(FIRST, SeededConsortium.ORIGIN))
        .ifPresent(next -> same(next.encode(), CHANGE.next().encode()));
  }

  private static void file(byte[] input) {
    repeated(EpochFile::decode, EpochFile::encode).accept(input);
    read(() -> EpochFile.decode(input))
        .flatMap(changes -> read(() -> EpochChange.follow(Samples.TRUST, changes)))
        .filter(trust -> trust.epochs().size() > 1)
        .ifPresent(
            trust -> same(trust.encode(), CHANGE.after(Samples.TRUST).orElseThrow().encode()));
  }

  private static List<byte[]> validators() {
    var postQuantum = SeededConsortium.genesisWithPostQuantumKeys(1);
    return List.of(
        FIRST.roster().validators().getFirst().validator().encode(),
        Roster.of(postQuantum).validators().getFirst().validator().encode());
  }

  /**
   * The first validators without the last of them, proven by the header at the end of nine leaves.
   */
  private static EpochChange change() {
    var next = new Epoch(10, FIRST.roster().withoutValidator(4));
    var zero = Samples.digest(0);
    var header = new BlockHeader(1, 2, 3, zero, 1, zero, next.digest(), zero);
    byte[] leaf = LeafV1.ofLedger(OperationType.BLOCK_HEADER, 2, header.encode()).encode();
    var log = new SampleLog();
    for (int i = 0; i < 8; i++) {
      log.append(new byte[] {(byte) i});
    }
    log.append(leaf);
    String note = SeededConsortium.note(log.checkpoint(), 1_000, 1, 2, 3);
    return new EpochChange(next, leaf, new TlogProof(8, log.inclusion(8).path(), note));
  }
}
