package org.yipiao.quickstart.supervision;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/**
 * What a part is, whether it runs or not.
 *
 * @param name letters, digits and hyphens; unique
 * @param needs the parts that must serve before this one is started
 * @param log where its output goes
 * @param patience how long a start may take until it counts as failed
 */
public record PartIdentity(String name, Set<String> needs, Path log, Duration patience) {

  public PartIdentity {
    needs = Set.copyOf(needs);
  }
}
