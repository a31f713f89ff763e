package org.yipiao.quickstart.supervision;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A part as it is now.
 *
 * @param name its name
 * @param state where it stands
 * @param pid its process, 0 while there is none
 * @param starts how often its process was started
 * @param log where its output goes
 * @param health where it says over HTTP how it is
 */
public record PartStatus(
    String name, PartState state, long pid, long starts, Path log, Optional<URI> health) {}
