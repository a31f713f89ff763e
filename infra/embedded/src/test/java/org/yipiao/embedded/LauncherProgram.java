package org.yipiao.embedded;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.Guardian;
import org.yipiao.embedded.process.ProcessIdentity;

/** Starts the servers over a directory, prints port, password and pids, and stays until killed. */
final class LauncherProgram {

  private LauncherProgram() {}

  public static void main(String[] arguments) throws InterruptedException {
    Path directory = Path.of(arguments[0]);
    Path root = Path.of(arguments[1]);
    Guardian guardian = Guardian.of(ProcessIdentity.ofThisProcess(), directory.resolve("run"), 20);
    EmbeddedServers servers =
        EmbeddedServers.start(
            new EmbeddedServers.Config(
                guardian,
                ServerBinaries.ofClone(root),
                directory.resolve("servers"),
                directory.resolve("logs"),
                0,
                0,
                0,
                List.of(new DatabaseAccount("ledger_book", "password-1")),
                ExternalServers.none()));
    List<String> pids =
        servers.processes().stream().map(ChildProcess::pid).map(String::valueOf).toList();
    System.out.println(servers.mysql().port() + " " + String.join(" ", pids));
    new CountDownLatch(1).await();
  }
}
