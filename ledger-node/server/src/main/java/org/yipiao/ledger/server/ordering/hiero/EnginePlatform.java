package org.yipiao.ledger.server.ordering.hiero;

import com.swirlds.component.framework.wires.input.NoInput;
import com.swirlds.platform.builder.PlatformBuildingBlocks;
import com.swirlds.platform.system.Platform;
import com.swirlds.state.merkle.VirtualMapStateLifecycleManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import org.hiero.consensus.model.node.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine itself, built by {@link EngineAssembly}: started and taken down. */
final class EnginePlatform {

  private static final Logger log = LoggerFactory.getLogger(EnginePlatform.class);

  /**
   * A peer that is gone holds its connection's thread until a read times out; such threads end by
   * themselves and need not be waited for.
   */
  private static final int SECONDS_TO_STOP = 2;

  private final NodeId self;
  private final ForkJoinPool pool;
  private final PlatformBuildingBlocks blocks;
  private final VirtualMapStateLifecycleManager states;
  private final Platform platform;
  private final InetSocketAddress listening;

  EnginePlatform(
      NodeId self,
      ForkJoinPool pool,
      PlatformBuildingBlocks blocks,
      VirtualMapStateLifecycleManager states,
      Platform platform,
      InetSocketAddress listening) {
    this.self = self;
    this.pool = pool;
    this.blocks = blocks;
    this.states = states;
    this.platform = platform;
    this.listening = listening;
  }

  Platform platform() {
    return platform;
  }

  /**
   * To be called before the start.
   *
   * @param heard told of a peer's number whenever it answered with what it has
   */
  void onHeard(LongConsumer heard) {
    blocks
        .platformComponents()
        .gossipModule()
        .syncProgressOutputWire()
        .solderForMonitoring(progress -> heard.accept(progress.peerId().id()));
  }

  /** Replays the event log, then starts to talk to peers; returns after the replay. */
  void start() {
    platform.start();
  }

  /** Stops talking to peers, then everything else; a round may still be under way afterwards. */
  void stop() {
    attempt("gossip", this::stopGossip);
    attempt("port", this::stopListening);
    attempt("engine", platform::destroy);
    attempt("threads", this::stopThreads);
  }

  /** Gives back files and memory, once no round is under way any more. */
  void release() {
    attempt("state", this::releaseState);
  }

  private void stopGossip() {
    expectInterruptions();
    blocks.platformComponents().gossipModule().stopInputWire().inject(NoInput.getInstance());
  }

  /**
   * The engine's listener looks whether it was interrupted only when nobody called for a while, and
   * a connection under way takes the interruption away from it: peers that call again and again
   * would have it listen for ever.
   */
  private void stopListening() throws IOException {
    String server = "connectionServer " + self + ">";
    PeerPort.awaitFree(
        listening,
        PeerPort.PATIENCE,
        () -> {
          for (Thread thread : Thread.getAllStackTraces().keySet()) {
            if (thread.getName().contains(server)) {
              thread.interrupt();
            }
          }
        });
  }

  /**
   * Stopping interrupts the threads that talk to peers. One that is just trying to reach an absent
   * peer takes that for an error and says so in the log, which would alarm without need.
   */
  private void expectInterruptions() {
    String direction = " " + self + " to ";
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getName().contains("SyncProtocolWith") && thread.getName().contains(direction)) {
        thread.setUncaughtExceptionHandler(
            (ended, e) -> log.debug("{} ended while stopping", ended.getName(), e));
      }
    }
  }

  private void stopThreads() throws InterruptedException {
    pool.shutdown();
    if (!pool.awaitTermination(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
      log.debug("member {}: some connections end later", self);
    }
  }

  private void releaseState() {
    blocks.latestImmutableStateNexus().clear();
    states.getLatestImmutableState().release();
    states.getMutableState().release();
  }

  private void attempt(String what, Step step) {
    try {
      step.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      log.warn("member {}: {} did not stop cleanly", self, what, e);
    }
  }

  @FunctionalInterface
  private interface Step {
    void run() throws Exception;
  }
}
