package org.yipiao.ledger.testing;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.server.local.LocalConsortium;
import tools.jackson.databind.json.JsonMapper;

/**
 * A {@link LocalConsortium} as a process. It runs until its standard input ends or it is killed:
 * {@code --dir DIR --out FILE [--<property>=<value>…]}. FILE is written, at once and whole, when
 * all nodes are active: {@code
 * {"nodes":[…],"genesis":…,"trust":…,"members":…,"issuer":…,"jwkSetUri":…,"token":…}}, the last
 * three unless the nodes were told of another issuer.
 */
public final class ConsortiumProcess {

  private static final String ISSUER = "yipiao.security.issuer";
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private ConsortiumProcess() {}

  /** Runs it. */
  public static void main(String[] arguments) throws IOException {
    Path base = null;
    Path out = null;
    Map<String, String> settings = new LinkedHashMap<>();
    var rest = Arrays.asList(arguments).iterator();
    while (rest.hasNext()) {
      String option = rest.next();
      int equals = option.indexOf('=');
      if (option.equals("--dir")) {
        base = Path.of(rest.next());
      } else if (option.equals("--out")) {
        out = Path.of(rest.next()).toAbsolutePath();
      } else if (option.startsWith("--") && equals > 2) {
        settings.put(option.substring(2, equals), option.substring(equals + 1));
      } else {
        throw new IllegalArgumentException("unknown option " + option);
      }
    }
    if (base == null || out == null) {
      throw new IllegalArgumentException("--dir DIR --out FILE");
    }
    try (var local = LocalConsortium.start(base, settings)) {
      local.awaitActive(PATIENCE);
      write(local, out, !settings.containsKey(ISSUER));
      while (System.in.read() >= 0) {
        Thread.onSpinWait();
      }
    }
    Runtime.getRuntime().halt(0);
  }

  private static void write(LocalConsortium local, Path out, boolean ownIssuer) throws IOException {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("nodes", local.uris().stream().map(URI::toString).toList());
    json.put("genesis", local.consortium().genesisFile().toString());
    json.put("trust", local.consortium().trustFile().toString());
    json.put("members", local.consortium().directory().resolve("members").toString());
    if (ownIssuer) {
      json.put("issuer", LocalConsortium.ISSUER);
      json.put("jwkSetUri", local.jwkSetUri().toString());
      json.put("token", local.token("platform"));
    }
    Path half = out.resolveSibling(out.getFileName() + ".half");
    Files.write(half, JsonMapper.builder().build().writeValueAsBytes(json));
    Files.move(half, out, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
