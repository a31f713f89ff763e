package org.yipiao.quickstart.supervision;

import java.nio.file.Path;

/**
 * A part as it is now.
 *
 * @param name its name
 * @param state where it stands
 * @param pid its process, 0 while there is none
 * @param starts how often its process was started
 * @param log where its output goes
 */
public record PartStatus(String name, PartState state, long pid, long starts, Path log) {}
