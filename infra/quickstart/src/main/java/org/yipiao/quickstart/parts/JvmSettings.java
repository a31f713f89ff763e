package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How much a service's JVM gets.
 *
 * @param heapMegabytes limit of the heap
 * @param quick compile for a quick start rather than for throughput
 * @param records records for the image's ahead-of-time cache; one part for each image
 */
record JvmSettings(int heapMegabytes, boolean quick, boolean records) {

  /** The program and arguments of an application's own JVM, which ends with this process. */
  List<String> command(ApplicationImage application, List<String> further) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin/java").toString());
    command.add("-Xmx" + heapMegabytes + "m");
    command.add("-Xss512k");
    command.add("-XX:+UseSerialGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    if (quick) {
      command.add("-XX:TieredStopAtLevel=1");
    }
    command.addAll(application.aotCache().options(records));
    command.addAll(ApplicationImage.MODULES);
    command.add("--sun-misc-unsafe-memory-access=allow");
    command.add("-Duser.timezone=UTC");
    command.add("-Dyipiao.parent-pid=" + ProcessHandle.current().pid());
    command.addAll(further);
    command.addAll(List.of("-cp", application.classPath(), application.mainClass()));
    return command;
  }
}
