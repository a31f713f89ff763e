package org.yipiao.quickstart.parts;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.yipiao.embedded.Directories;
import org.yipiao.embedded.EmbeddedServers;
import org.yipiao.embedded.Secrets;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.quickstart.ports.PlatformPort;
import org.yipiao.quickstart.ports.PortPlan;

/**
 * What the application properties of all services have in common.
 *
 * @param publicUrl the origin that browsers call; it is the issuer of all tokens, while services
 *     ask the authorization server at its own address
 * @param secrets where symmetric keys lie
 */
record CommonSettings(
    PortPlan ports, String publicUrl, EmbeddedServers servers, Clients clients, Path secrets) {

  /** Whoever stands before a service here. */
  private static final String OWN_MACHINE = "127.0.0.1";

  /** What each service is told about its socket and its tokens. */
  Map<String, String> web(PlatformPort port) {
    var settings = new HashMap<String, String>();
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", Integer.toString(ports.of(port)));
    settings.put("server.shutdown", "graceful");
    settings.put("spring.lifecycle.timeout-per-shutdown-phase", "10s");
    settings.put("yipiao.security.issuer", publicUrl);
    settings.put("yipiao.security.jwk-set-uri", authorizationUrl() + "/oauth2/jwks");
    return settings;
  }

  /** The same for a service whose callers come through the public door. */
  Map<String, String> behindTheDoor(PlatformPort port) {
    Map<String, String> settings = web(port);
    settings.put("yipiao.http.trusted-proxies", OWN_MACHINE);
    return settings;
  }

  /** Who a service is when it calls others. */
  Map<String, String> oauth(String client) {
    Map<String, String> settings = key("yipiao.oauth.", client);
    settings.put("yipiao.oauth.token-uri", tokenUri());
    settings.put("yipiao.oauth.audience", publicUrl);
    settings.put("yipiao.oauth.client-id", client);
    return settings;
  }

  /** Where a client's key lies, and its password. */
  Map<String, String> key(String prefix, String client) {
    Path keyStore = clients.keyStore(client);
    var settings = new HashMap<String, String>();
    settings.put(prefix + "key-store", keyStore.toString());
    settings.put(prefix + "key-store-password-file", KeyFiles.passwordFile(keyStore).toString());
    return settings;
  }

  /** The authorization server's own address. */
  String authorizationUrl() {
    return ports.url(PlatformPort.AUTHORIZATION);
  }

  String tokenUri() {
    return authorizationUrl() + "/oauth2/token";
  }

  /** A symmetric key of 32 bytes in hexadecimal digits, made at the first start. */
  String secret(String name) {
    Path file = secrets.resolve(name);
    if (!file.toFile().exists()) {
      Directories.writePrivate(file, Secrets.random() + Secrets.random());
    }
    return file.toString();
  }
}
