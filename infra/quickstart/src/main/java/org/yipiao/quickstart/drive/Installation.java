package org.yipiao.quickstart.drive;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.yipiao.platform.security.OAuthClientProperties;
import org.yipiao.platform.security.ServiceTokens;

/**
 * Where everything of a running platform is, as somebody outside reaches it.
 *
 * @param door the public door
 * @param publicUrl what browsers know the door by; the issuer of all tokens
 * @param clientKeys folder with {@code <client>.p12} and its password for each OAuth client
 * @param consortium folder with genesis, trust root and members' keys
 * @param data where the run keeps its own results
 */
public record Installation(
    URI door,
    String publicUrl,
    URI invoiceService,
    URI claimsService,
    URI bank,
    URI tokenEndpoint,
    Hospital largeHospital,
    Hospital otherHospital,
    URI largeGateway,
    URI otherGateway,
    List<URI> nodes,
    String kafkaBootstrap,
    Path clientKeys,
    Path consortium,
    Path data,
    Map<String, ServiceTokens> tokens) {

  public Installation {
    nodes = List.copyOf(nodes);
    tokens = tokens.isEmpty() ? new ConcurrentHashMap<>() : tokens;
  }

  /** A token of an OAuth client with all its scopes, valid whenever it is asked for. */
  public Supplier<String> bearer(String client) {
    return tokens
        .computeIfAbsent(
            client,
            id ->
                ServiceTokens.of(
                    new OAuthClientProperties(
                        tokenEndpoint,
                        id,
                        clientKeys.resolve(id + ".p12").toString(),
                        clientKeys.resolve(id + ".password").toString(),
                        Duration.ofSeconds(10),
                        publicUrl),
                    InstantSource.system()))
        .bearer();
  }

  /** A path of a hospital's gateway, as the hospital's own system calls it at the public door. */
  public URI hospitalInterface(String hospital, String path) {
    return door.resolve("/hospitals/" + hospital + path);
  }

  /** A path of claims-service, as payers' systems call it at the public door. */
  public URI payersInterface(String path) {
    return door.resolve("/payers-api" + path);
  }

  /** Where every part of the platform logs, each into a file of its name. */
  public Path logs() {
    return data.resolve("logs");
  }

  public Path trustFile() {
    return consortium.resolve("consortium.json");
  }
}
