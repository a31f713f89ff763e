package org.yipiao.ledger.server.succession;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.server.ordering.OrderingEngine;
import org.yipiao.ledger.server.ordering.Succession;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;
import org.yipiao.ledger.server.ordering.hiero.StateFiles;
import org.yipiao.ledger.server.transfer.Peer;

/**
 * When the validators change, all engines stop after the same round with the same state. Three
 * rules keep the order from ending there, whoever fails in between:
 *
 * <ol>
 *   <li>No engine goes on before a quorum of the old validators has signed that it holds the state
 *       of the stop ({@link StopAgreement}); until then each gives its events to those that have
 *       not come to it. One that was ended before that comes to the stop anew, out of its own
 *       events.
 *   <li>Whoever holds that state signs so, and gives it. Who cannot come to the stop takes it once
 *       f + 1 have signed, and signs, too; it does not go on for that ({@link UnprovenStop}).
 *   <li>Once a quorum holds it, whoever was not there, as a newcomer or by misfortune, takes that
 *       state's records from any of them, makes the state anew and begins as if it had been there
 *       ({@link Beginning}).
 * </ol>
 *
 * So whatever f validators do, the others have the state and go on, and nobody needs rounds of the
 * next validators to become one of them.
 */
public final class EngineSuccession implements Succession {

  private final EngineMaker maker;
  private final EngineValidators engine = new EngineValidators();
  private final Peers peers;
  private final StopDirectory stops;
  private final KnownEpochs epochs;
  private final UnprovenStop unproven;
  private final StopAgreement agreement;
  private final Beginning beginning;
  private final EngineLook look;

  /** Makes engines. */
  public interface EngineMaker {

    /**
     * An engine, not started.
     *
     * @param known all epochs, of which it takes the validators' addresses
     * @param begins the epoch with which it begins if its folder is empty
     * @param listener to be told of its validators
     */
    OrderingEngine make(List<Epoch> known, Epoch begins, EpochRoster.Listener listener);

    /** This member's keys of whom the validators know, those in use and those to follow. */
    List<EngineIdentity> identities();
  }

  /**
   * @param own the epochs that this node's log has
   * @param directory where the engine's folder is, and what proves its stops
   */
  public EngineSuccession(
      Genesis genesis,
      int member,
      Supplier<List<Epoch>> own,
      List<Peer> peers,
      Path directory,
      EngineMaker maker) {
    this(
        genesis,
        member,
        own,
        new Peers(peers, genesis),
        directory,
        maker,
        EngineStates.of(new StateFiles(directory.resolve("stop").resolve("work"), member)),
        Disk.FORCED);
  }

  /**
   * @param states how states are read and made
   * @param disk on which they are
   */
  EngineSuccession(
      Genesis genesis,
      int member,
      Supplier<List<Epoch>> own,
      Peers peers,
      Path directory,
      EngineMaker maker,
      EngineStates states,
      Disk disk) {
    this.maker = maker;
    this.peers = peers;
    this.stops = new StopDirectory(directory.resolve("stop"), disk);
    var files = new EngineFiles(directory.resolve("engine"), member, states, disk);
    this.epochs = new KnownEpochs(genesis.origin(), member, own, engine, peers, stops);
    var signer = new StopSigner(genesis.origin(), member, maker::identities);
    this.unproven =
        new UnprovenStop(
            signer,
            peers,
            files,
            stops,
            new StopDirectory(directory.resolve("stop").resolve("unproven"), disk));
    this.agreement = new StopAgreement(signer, engine, epochs, peers, files, stops, unproven);
    this.beginning = new Beginning(member, epochs, peers, files, stops, agreement, unproven);
    this.look = new EngineLook(directory.resolve("engine"), member);
  }

  @Override
  public OrderingEngine next() {
    look.once();
    try {
      Beginning.Start start = beginning.prepare();
      return maker.make(start.known(), start.begins(), engine);
    } catch (IOException e) {
      throw new UncheckedIOException("the engine's files cannot be read or written", e);
    }
  }

  @Override
  public Optional<String> damage() {
    List<String> found =
        Stream.of(look.found(), beginning.torn()).flatMap(Optional::stream).toList();
    return found.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", found));
  }

  @Override
  public boolean mayEnd() {
    try {
      return agreement.mayEnd();
    } catch (IOException e) {
      throw new UncheckedIOException("the state of the stop cannot be read or kept", e);
    }
  }

  @Override
  public boolean missed() {
    if (peers.none()) {
      return false;
    }
    long last = Math.max(stops.epoch(), engine.number());
    KnownEpochs.Proven heard = epochs.laterThan(last);
    try {
      return heard.proof().isPresent() || unproven.take(heard, last);
    } catch (IOException e) {
      throw new UncheckedIOException("the state of a stop cannot be taken or kept", e);
    }
  }

  @Override
  public long epoch() {
    return engine.number();
  }

  @Override
  public Optional<byte[]> stop() {
    return agreement.said();
  }

  @Override
  public Optional<byte[]> stopState() {
    return agreement.given();
  }

  @Override
  public void close() {
    peers.close();
  }
}
