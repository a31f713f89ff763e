package org.yipiao.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yipiao.embedded.process.ChildProcess;
import org.yipiao.embedded.process.ChildSpec;
import org.yipiao.embedded.process.Guardian;

/**
 * MariaDB 11.4 in a child process, TCP on 127.0.0.1 alone: a unix socket's path is limited to 107
 * bytes, which a clone's path may exceed.
 *
 * <p>Every commit is on disk before it is answered ({@code innodb_flush_log_at_trx_commit=1}).
 */
final class MariaDbServer {

  static final int STAGE = 10;
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration BOOTSTRAP = Duration.ofMinutes(3);
  private static final Duration GRACE = Duration.ofSeconds(20);
  private static final String ADMINISTRATOR = "administrator";

  private MariaDbServer() {}

  /** Starts it over its data, which is made at the first start. */
  static RunningServer<MySqlAccess> start(
      Guardian guardian,
      ServerBinaries binaries,
      Path directory,
      Path log,
      int port,
      List<DatabaseAccount> accounts) {
    Path programs = binaries.mariaDb();
    Path data = directory.resolve("data");
    initialise(guardian, programs, data, log);
    String password = Secrets.in(directory.resolve("administrator.password"));
    Path initFile = directory.resolve("accounts.sql");
    Directories.writePrivate(initFile, accountsSql(password, accounts));
    var command = program(programs, data);
    command.addAll(
        List.of(
            "--port=" + port,
            "--bind-address=127.0.0.1",
            "--socket=",
            "--skip-ssl",
            "--skip-name-resolve",
            "--init-file=" + initFile,
            "--pid-file=" + directory.resolve("mariadbd.pid"),
            "--innodb-flush-log-at-trx-commit=1",
            "--innodb-buffer-pool-size=128M",
            "--max-allowed-packet=32M",
            "--max-connections=400",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_bin",
            "--transaction-isolation=READ-COMMITTED",
            "--default-time-zone=+00:00",
            "--performance-schema=OFF"));
    ChildProcess child =
        guardian.start(new ChildSpec("mariadb", STAGE, command, Map.of(), directory, log, GRACE));
    var access = new MySqlAccess("127.0.0.1", port, ADMINISTRATOR, password);
    Readiness.await(child, START, access::answers);
    return new RunningServer<>(access, child);
  }

  /** Makes the system tables beside the place and moves them there whole. */
  private static void initialise(Guardian guardian, Path programs, Path data, Path log) {
    if (Files.isDirectory(data)) {
      return;
    }
    try {
      Path partial = Directories.emptied(data.resolveSibling("data.partial"));
      Files.createDirectories(Objects.requireNonNull(log.toAbsolutePath().getParent()));
      var command = program(programs, partial);
      command.addAll(List.of("--bootstrap", "--log-warnings=0", "--enforce-storage-engine="));
      Path script = data.resolveSibling("bootstrap.sql");
      Files.write(script, systemTablesSql(programs.resolve("share")));
      // The script is its standard input; a child like the others, so that it is no orphan either.
      var fed =
          new ArrayList<String>(List.of("sh", "-c", "exec \"$@\" <\"$0\"", script.toString()));
      fed.addAll(command);
      ChildProcess bootstrap =
          guardian.start(new ChildSpec("mariadb-data", STAGE, fed, Map.of(), partial, log, GRACE));
      boolean ended = bootstrap.awaitExit(BOOTSTRAP);
      bootstrap.stop();
      int exit = bootstrap.onExit().join();
      if (!ended || exit != 0) {
        throw new ServerStartException(
            "mariadb",
            ended
                ? "making its system tables ended with " + exit
                : "making its system tables took longer than " + BOOTSTRAP.toSeconds() + " s",
            ChildProcess.lastLines(log, 8),
            log);
      }
      Files.delete(script);
      Files.move(partial, data, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make the database in " + data, failure);
    }
  }

  private static List<String> program(Path programs, Path data) {
    var command = new ArrayList<String>();
    command.add(programs.resolve("bin/mariadbd").toString());
    command.add("--no-defaults");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
    command.add("--basedir=" + programs);
    command.add("--lc-messages-dir=" + programs.resolve("share"));
    command.add("--datadir=" + data);
    command.add("--innodb-log-file-size=64M");
    return command;
  }

  /** What mariadb-install-db feeds the server, without help texts and the sys schema. */
  private static byte[] systemTablesSql(Path share) throws IOException {
    var sql = new StringBuilder("create database if not exists mysql;\nuse mysql;\n");
    sql.append("SET @auth_root_socket=NULL;\n");
    for (String file :
        List.of(
            "mariadb_system_tables.sql",
            "mariadb_performance_tables.sql",
            "mariadb_system_tables_data.sql",
            "maria_add_gis_sp_bootstrap.sql")) {
      sql.append(Files.readString(share.resolve(file))).append('\n');
    }
    return sql.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** One administrator with a password, one account for each database, no passwordless root. */
  private static String accountsSql(String password, List<DatabaseAccount> accounts) {
    var sql = new ArrayList<String>();
    sql.add("CREATE USER IF NOT EXISTS '%s'@'127.0.0.1'".formatted(ADMINISTRATOR));
    sql.add("ALTER USER '%s'@'127.0.0.1' IDENTIFIED BY '%s'".formatted(ADMINISTRATOR, password));
    sql.add(
        "GRANT ALL PRIVILEGES ON *.* TO '%s'@'127.0.0.1' WITH GRANT OPTION"
            .formatted(ADMINISTRATOR));
    for (DatabaseAccount account : accounts) {
      sql.addAll(MySqlAccess.statementsFor(account, "127.0.0.1"));
    }
    sql.add("DROP USER IF EXISTS 'root'@'localhost', 'root'@'127.0.0.1', 'root'@'::1'");
    return String.join(";\n", sql) + ";\n";
  }
}
