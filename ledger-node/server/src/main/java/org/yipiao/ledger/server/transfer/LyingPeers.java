package org.yipiao.ledger.server.transfer;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which peers gave blocks that are provably not those of the log. Each such peer is named, and not
 * asked for blocks or rounds for a while that doubles with every lie and is never forgotten: it
 * goes last, and what it costs to find it out is paid ever more seldom. Safe for use by several
 * threads.
 */
public final class LyingPeers {

  private static final Logger LOG = LoggerFactory.getLogger(LyingPeers.class);

  static final Duration FIRST_PAUSE = Duration.ofSeconds(10);

  /** One that was mended is asked again after so long. */
  static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final List<String> names;
  private final ElapsedTime time;
  private final long[] lies;
  private final long[] since;

  LyingPeers(List<String> names, ElapsedTime time) {
    this.names = List.copyOf(names);
    this.time = time;
    this.lies = new long[names.size()];
    this.since = new long[names.size()];
  }

  /**
   * A peer was caught.
   *
   * @param lie what it did, as the end of a sentence that begins with its name
   */
  synchronized void told(int peer, String lie) {
    lies[peer]++;
    since[peer] = time.nanos();
    LOG.warn(
        "{} lies: {} ({} times since the start); it is not asked for {} s",
        names.get(peer),
        lie,
        lies[peer],
        pause(peer).toSeconds());
  }

  /** Whether it is not to be asked now. */
  synchronized boolean paused(int peer) {
    return lies[peer] > 0 && time.nanos() - since[peer] < pause(peer).toNanos();
  }

  private Duration pause(int peer) {
    int doubled = (int) Math.min(lies[peer] - 1, 16);
    Duration grown = FIRST_PAUSE.multipliedBy(1L << doubled);
    return grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
  }

  /** Those of all peers, in their order. */
  public List<String> names() {
    return names;
  }

  /**
   * How often a peer was caught since the start.
   *
   * @param peer its place among the names
   */
  public synchronized long count(int peer) {
    return lies[peer];
  }
}
