package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.base.ServiceEndpoint;
import com.hedera.hapi.node.state.roster.Roster;
import com.hedera.hapi.node.state.roster.RosterEntry;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import com.swirlds.state.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hiero.consensus.model.hashgraph.Round;
import org.hiero.consensus.platformstate.PlatformStateUtils;
import org.hiero.consensus.roster.ReadableRosterStoreImpl;
import org.hiero.consensus.roster.RosterStateId;
import org.yipiao.ledger.server.ordering.RosterMember;

/**
 * The validators in the engine's state, and how they change: a round announces the next ones and
 * the time from which on all engines stop; the first round at or after that time is the last one
 * under the old validators, and puts the next ones in force for the rounds after it. All of it is a
 * function of the order, so all engines stop at the same round with the same state, and whoever
 * starts from that state has the new validators.
 */
final class EngineRoster {

  /**
   * From the announcement to the stop, in consensus time: the engine looks ahead of the rounds that
   * were handled, and must know of the stop before it comes there.
   */
  static final Duration NOTICE = Duration.ofSeconds(3);

  private EngineRoster() {}

  static List<RosterMember> current(State state) {
    return members(EngineState.rosterHistory(state).getCurrentRoster());
  }

  /** Those of {@link #current}, and those before them. */
  static List<RosterMember> known(State state) {
    var history = EngineState.rosterHistory(state);
    List<RosterMember> known = new ArrayList<>(members(history.getCurrentRoster()));
    if (history.getPreviousRoster() != null) {
      known.addAll(members(history.getPreviousRoster()));
    }
    return known;
  }

  private static List<RosterMember> members(Roster roster) {
    return roster.rosterEntries().stream()
        .map(entry ->
            new RosterMember(
                Math.toIntExact(entry.nodeId()), entry.gossipCaCertificate().toByteArray()))
        .toList();
  }

  /** Whether a change is announced and not in force yet. */
  static boolean announced(State state) {
    return new ReadableRosterStoreImpl(state.getReadableStates(RosterStateId.SERVICE_NAME))
            .getCandidateRoster()
        != null;
  }

  static boolean same(List<RosterMember> some, List<RosterMember> others) {
    return roster(some).equals(roster(others));
  }

  static void announce(State state, List<RosterMember> next, Instant consensusTime) {
    EngineState.changeRosters(state, rosters -> rosters.putCandidateRoster(roster(next)));
    Instant stop = consensusTime.plus(NOTICE);
    PlatformStateUtils.bulkUpdateOf(state, platform -> platform.setFreezeTime(stop));
  }

  /** Whether the engines stop at this round. */
  static boolean isLast(State state, Round round) {
    return PlatformStateUtils.isFreezeRound(state, round);
  }

  /**
   * Puts the announced validators in force after the round. The round has to be noted too: engines
   * that start from a state of a stop without it fail.
   */
  static void adopt(State state, long lastRound) {
    PlatformStateUtils.bulkUpdateOf(state, platform -> platform.setLatestFreezeRound(lastRound));
    EngineState.changeRosters(state, rosters -> rosters.adoptCandidateRoster(lastRound + 1));
  }

  /**
   * The roster that all validators agree on. It carries no real address, so that a node may reach
   * its peers in its own way and move without anybody's consent; the addresses come from {@link
   * EngineConfiguration}.
   */
  static Roster roster(List<RosterMember> members) {
    return new Roster(
        members.stream()
            .sorted(Comparator.comparingInt(RosterMember::member))
            .map(member ->
                new RosterEntry(
                    member.member(),
                    1,
                    Bytes.wrap(member.certificateDer()),
                    List.of(
                        new ServiceEndpoint(
                            Bytes.EMPTY, 1, "member-" + member.member() + ".invalid"))))
            .toList());
  }
}
