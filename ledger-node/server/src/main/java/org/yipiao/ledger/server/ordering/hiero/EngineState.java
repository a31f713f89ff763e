package org.yipiao.ledger.server.ordering.hiero;

import com.hedera.hapi.node.base.ServiceEndpoint;
import com.hedera.hapi.node.state.primitives.ProtoBytes;
import com.hedera.hapi.node.state.roster.Roster;
import com.hedera.hapi.node.state.roster.RosterEntry;
import com.hedera.pbj.runtime.io.buffer.Bytes;
import com.swirlds.platform.state.service.schemas.V0540RosterBaseSchema;
import com.swirlds.state.State;
import com.swirlds.state.lifecycle.Schema;
import com.swirlds.state.lifecycle.StateDefinition;
import com.swirlds.state.lifecycle.StateMetadata;
import com.swirlds.state.spi.CommittableWritableStates;
import com.swirlds.state.spi.WritableSingletonState;
import com.swirlds.state.spi.WritableStates;
import java.util.List;
import java.util.function.Consumer;
import org.hiero.consensus.platformstate.PlatformStateService;
import org.hiero.consensus.platformstate.V0540PlatformStateSchema;
import org.hiero.consensus.roster.ReadableRosterStoreImpl;
import org.hiero.consensus.roster.RosterHistory;
import org.hiero.consensus.roster.RosterStateId;
import org.hiero.consensus.roster.WritableRosterStore;

/**
 * Reads and writes the engine's Merkle state: its own records, the roster, and {@link Head}.
 *
 * <p>The roster must be in the state: without it no signature of a state can be checked, so no
 * state is ever saved and no peer can catch up.
 */
final class EngineState {

  private static final String SERVICE = "Ordering";
  private static final StateDefinition<?, ProtoBytes> HEAD =
      StateDefinition.singleton(20_001, "HEAD", ProtoBytes.PROTOBUF);
  private static final StateDefinition<?, ProtoBytes> KEPT =
      StateDefinition.singleton(20_002, "KEPT", ProtoBytes.PROTOBUF);

  private EngineState() {}

  /** Tells a state that was just made, loaded or received which records it holds. */
  static void register(State state) {
    registerAll(state, PlatformStateService.NAME, new V0540PlatformStateSchema());
    registerAll(state, RosterStateId.SERVICE_NAME, new V0540RosterBaseSchema());
    state.initializeState(new StateMetadata<>(SERVICE, HEAD));
    state.initializeState(new StateMetadata<>(SERVICE, KEPT));
  }

  private static void registerAll(State state, String service, Schema<?> schema) {
    for (StateDefinition<?, ?> definition : schema.statesToCreate()) {
      state.initializeState(new StateMetadata<>(service, definition));
    }
  }

  static Head head(State state) {
    ProtoBytes stored =
        state.getReadableStates(SERVICE).<ProtoBytes>getSingleton(HEAD.stateId()).get();
    return stored == null ? Head.genesis() : Head.decode(stored);
  }

  static void putHead(State state, Head head) {
    WritableStates states = state.getWritableStates(SERVICE);
    WritableSingletonState<ProtoBytes> singleton = states.getSingleton(HEAD.stateId());
    singleton.put(head.encode());
    commit(states);
  }

  /** The record that goes with the validators, see {@code RosterChanges}; empty at first. */
  static byte[] kept(State state) {
    ProtoBytes stored =
        state.getReadableStates(SERVICE).<ProtoBytes>getSingleton(KEPT.stateId()).get();
    return stored == null ? new byte[0] : stored.value().toByteArray();
  }

  static void putKept(State state, byte[] record) {
    WritableStates states = state.getWritableStates(SERVICE);
    WritableSingletonState<ProtoBytes> singleton = states.getSingleton(KEPT.stateId());
    singleton.put(new ProtoBytes(Bytes.wrap(record)));
    commit(states);
  }

  /** Keeps the roster of a first start. */
  static void putRoster(State state, Roster roster) {
    changeRosters(state, rosters -> rosters.putActiveRoster(roster, 0));
  }

  /**
   * Changes the rosters. The engine hashes them with one digest that all engines of a process share
   * and none of them guards: two that do so at once would mix their bytes.
   */
  static void changeRosters(State state, Consumer<WritableRosterStore> change) {
    synchronized (EngineState.class) {
      WritableStates states = state.getWritableStates(RosterStateId.SERVICE_NAME);
      change.accept(new WritableRosterStore(states));
      commit(states);
    }
  }

  static RosterHistory rosterHistory(State state) {
    return new ReadableRosterStoreImpl(state.getReadableStates(RosterStateId.SERVICE_NAME))
        .getRosterHistory();
  }

  private static void commit(WritableStates states) {
    if (states instanceof CommittableWritableStates committable) {
      committable.commit();
    } else {
      throw new IllegalStateException("the engine's state cannot be committed");
    }
  }

  /**
   * The roster that all validators agree on. It carries no real address, so that a node may reach
   * its peers in its own way and move without anybody's consent; the addresses come from {@link
   * EngineConfiguration}.
   */
  static Roster roster(List<ValidatorEndpoint> validators) {
    return new Roster(
        validators.stream()
            .map(validator ->
                new RosterEntry(
                    validator.member(),
                    validator.weight(),
                    Bytes.wrap(validator.certificateDer()),
                    List.of(
                        new ServiceEndpoint(
                            Bytes.EMPTY, 1, "member-" + validator.member() + ".invalid"))))
            .toList());
  }
}
