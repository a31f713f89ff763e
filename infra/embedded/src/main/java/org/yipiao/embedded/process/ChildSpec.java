package org.yipiao.embedded.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * How to start one child process.
 *
 * @param name letters, digits and hyphens; unique among the living children of one guardian
 * @param stage 0 to 99; children of a higher stage are ended before those of a lower one
 * @param command program and arguments
 * @param environment variables set on top of the inherited ones
 * @param directory working directory, which exists
 * @param log file that receives standard output and error, appended
 * @param grace time between SIGTERM and SIGKILL
 */
public record ChildSpec(
    String name,
    int stage,
    List<String> command,
    Map<String, String> environment,
    Path directory,
    Path log,
    Duration grace) {

  /** Copies the collections and refuses names and stages the guardian could not read. */
  public ChildSpec {
    if (!name.matches("[a-z0-9-]+")) {
      throw new IllegalArgumentException("name may hold a-z, 0-9 and hyphens: " + name);
    }
    if (stage < 0 || stage > 99) {
      throw new IllegalArgumentException("stage must be 0 to 99: " + stage);
    }
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty");
    }
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }
}
