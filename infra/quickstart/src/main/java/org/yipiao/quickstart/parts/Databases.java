package org.yipiao.quickstart.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.yipiao.embedded.DatabaseAccount;
import org.yipiao.embedded.ExternalServers;
import org.yipiao.embedded.Secrets;

/**
 * The databases of one data directory, with accounts that may use one each. On a server of somebody
 * else's their names end in 8 hexadecimal digits of this data directory: what another platform
 * keeps there is another ledger's.
 */
final class Databases {

  private static final String SUFFIX_FILE = "databases.suffix";
  private static final int SUFFIX_DIGITS = 8;

  private Databases() {}

  /**
   * The accounts, by {@code invoice} and {@code claims}; passwords and suffix are made at the first
   * start.
   */
  static Map<String, DatabaseAccount> in(Path secrets, ExternalServers servers) {
    String suffix = servers.mysql().isPresent() ? "_" + suffix(secrets) : "";
    return Stream.of("invoice", "claims")
        .collect(
            Collectors.toMap(
                name -> name,
                name ->
                    new DatabaseAccount(
                        name + suffix,
                        Secrets.in(secrets.resolve("database-" + name + ".password")))));
  }

  /** Removes those that this data directory has on a server of somebody else's. */
  static void drop(Path secrets, ExternalServers servers) {
    if (Files.exists(secrets.resolve(SUFFIX_FILE))) {
      servers.mysql().ifPresent(mysql -> in(secrets, servers).values().forEach(mysql::drop));
    }
  }

  private static String suffix(Path secrets) {
    return Secrets.in(secrets.resolve(SUFFIX_FILE)).substring(0, SUFFIX_DIGITS);
  }
}
