package org.yipiao.fuzz;

import java.util.List;

/**
 * One decoder, or a few that stand behind one another, under hostile bytes.
 *
 * @param name as {@code .ci/fuzz} takes it
 * @param decoders {@code Class.method} of those it covers, as {@link DecoderCoverageTest} finds
 *     them
 * @param holds what holds for every input, beside that nothing but the documented exception comes
 * @param most bytes of an input
 * @param seeds valid inputs from which the run starts
 * @param body throws when what must hold does not
 */
public record FuzzTarget(
    String name, List<String> decoders, String holds, int most, List<byte[]> seeds, Body body) {

  /** Looks at one input. */
  @FunctionalInterface
  public interface Body {
    void accept(byte[] input);
  }

  public FuzzTarget {
    decoders = List.copyOf(decoders);
    seeds = List.copyOf(seeds);
  }

  @Override
  public String toString() {
    return name;
  }
}
