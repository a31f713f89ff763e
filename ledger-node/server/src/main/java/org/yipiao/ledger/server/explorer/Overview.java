package org.yipiao.ledger.server.explorer;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.contract.block.LedgerHead;
import org.yipiao.ledger.contract.rules.Members;
import org.yipiao.ledger.contract.state.LedgerRows;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.server.chain.FinalCheckpoint;
import org.yipiao.ledger.server.chain.StoredRows;
import org.yipiao.ledger.server.explorer.OverviewView.AbsenceView;
import org.yipiao.ledger.server.explorer.OverviewView.LastCosignature;
import org.yipiao.ledger.server.explorer.OverviewView.LedgerView;
import org.yipiao.ledger.server.explorer.OverviewView.MemberView;
import org.yipiao.ledger.server.explorer.OverviewView.NextVersion;
import org.yipiao.ledger.server.explorer.OverviewView.NodeView;
import org.yipiao.ledger.server.node.Absence;
import org.yipiao.ledger.server.node.LedgerNode;

/**
 * Puts together what a node knows. Its health, and how the members cosign, are those of the moment;
 * what stands in the rows is at most a second older than the last block, so that the public cannot
 * make a node read them as often as it likes.
 */
final class Overview {

  private final LedgerNode node;
  private final int self;
  private final InstantSource clock;
  private final Recent<Rows> rows;

  /** What the rows say. */
  private record Rows(LedgerView ledger, List<Standing> members) {}

  /** How a member stands. */
  private record Standing(GenesisMember member, boolean suspended) {}

  /**
   * @param self this validator's member number
   */
  Overview(LedgerNode node, int self, InstantSource clock) {
    this.node = node;
    this.self = self;
    this.clock = clock;
    this.rows = new Recent<>(this::height, clock, this::read);
  }

  OverviewView now() {
    var now = rows.get();
    Map<Integer, Map<String, Long>> lies = lies();
    return new OverviewView(
        now.ledger(),
        node(height()),
        now.members().stream()
            .map(standing ->
                view(
                    standing.member(),
                    standing.suspended(),
                    lies.getOrDefault(standing.member().number().value(), Map.of())))
            .toList());
  }

  private long height() {
    return node.chain().head().orElse(LedgerHead.BEFORE_GENESIS).height();
  }

  private Rows read() {
    return node.chain()
        .readState(_ -> {
          var stored = new LedgerRows(new StoredRows(node.chain().store()));
          var members = new Members(node.genesis(), stored);
          return new Rows(ledger(stored, members), standings(stored, members));
        });
  }

  private LedgerView ledger(LedgerRows stored, Members members) {
    var genesis = node.genesis();
    NextVersion next =
        stored
            .activation()
            .map(agreed -> new NextVersion(agreed.version(), agreed.atHeight()))
            .orElse(null);
    return new LedgerView(
        genesis.origin(),
        genesis.ledgerId().hex(),
        genesis.suite(),
        genesis.time(),
        stored.contractVersion(),
        next,
        members.epoch(),
        members.validators().size(),
        Genesis.quorum(members.validators().size()));
  }

  private NodeView node(long height) {
    var status = node.status();
    var engine = node.engineStatus();
    Instant finalAt = node.chain().finalCheckpoint().map(FinalCheckpoint::finalAt).orElse(null);
    return new NodeView(
        self,
        status.name(),
        status.sentence(),
        engine.name(),
        engine.sentence(),
        node.absence().map(Overview::view).orElse(null),
        node.cosigning().ready(),
        height,
        node.chain().log().size(),
        node.chain().finalSize(),
        finalAt,
        node.finalityLag().toMillis(),
        node.submissions().depth(),
        clock.instant());
  }

  private static AbsenceView view(Absence absence) {
    return new AbsenceView(
        absence.epoch(), absence.fromSize(), absence.since().orElse(null), absence.dismissed());
  }

  private List<Standing> standings(LedgerRows stored, Members members) {
    var numbers = new TreeSet<>(stored.members().keySet());
    node.genesis().members().forEach(member -> numbers.add(member.number().value()));
    List<Standing> standings = new ArrayList<>();
    for (int number : numbers) {
      members
          .member(number)
          .ifPresent(member -> standings.add(new Standing(member, members.suspended(number))));
    }
    return standings;
  }

  private MemberView view(GenesisMember member, boolean suspended, Map<String, Long> lies) {
    int number = member.number().value();
    boolean validator = member.validator() != null;
    return new MemberView(
        number,
        member.name(),
        member.kind().name(),
        validator,
        suspended,
        lastOf(number),
        validator ? node.cosignatures().withheld(number).toMillis() : 0,
        validator ? node.silent(number).toMillis() : 0,
        lies);
  }

  private @Nullable LastCosignature lastOf(int member) {
    return node.cosignatures()
        .lastSeen(member)
        .map(last -> new LastCosignature(last.size(), Instant.ofEpochSecond(last.timeSeconds())))
        .orElse(null);
  }

  private Map<Integer, Map<String, Long>> lies() {
    Map<Integer, Map<String, Long>> byMember = new TreeMap<>();
    node.lies()
        .counts()
        .forEach((told, count) ->
            byMember
                .computeIfAbsent(told.member(), _ -> new TreeMap<>())
                .put(told.kind().name(), count));
    return byMember;
  }
}
