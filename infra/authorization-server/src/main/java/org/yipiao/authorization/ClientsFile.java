package org.yipiao.authorization;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yipiao.authorization.signin.SignsIn;
import org.yipiao.platform.id.TenantId;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients file: a JSON list of {@code {"clientId", "tenant", "jwk" or "jwksFile", "scopes"}}.
 * {@code jwk} is one public key (RFC 7517), {@code jwksFile} the path of a key set, relative to the
 * clients file. A client that signs people in has {@code redirectUris} besides, and {@code
 * signsIn}: {@code PATIENTS}, which it is by default, or {@code STAFF}.
 */
final class ClientsFile {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private record Entry(
      @Nullable String clientId,
      @Nullable String tenant,
      @Nullable Map<String, Object> jwk,
      @Nullable String jwksFile,
      @Nullable List<String> scopes,
      @Nullable List<String> redirectUris,
      @Nullable String signsIn) {}

  private ClientsFile() {}

  /**
   * All clients by id.
   *
   * @throws IllegalStateException naming the entry that is not in order
   */
  static Map<String, KnownClient> read(Path file) {
    Entry[] entries;
    try {
      entries = JSON.readValue(Files.readString(file), Entry[].class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the clients in " + file, e);
    } catch (JacksonException e) {
      throw new IllegalStateException(file + " is no list of clients", e);
    }
    var clients = new LinkedHashMap<String, KnownClient>();
    for (int i = 0; i < entries.length; i++) {
      try {
        var client = client(file, entries[i]);
        if (clients.putIfAbsent(client.clientId(), client) != null) {
          throw new IllegalArgumentException("client " + client.clientId() + " appears twice");
        }
      } catch (IllegalArgumentException | ParseException | IOException e) {
        throw new IllegalStateException(
            "%s, client %d of %d: %s".formatted(file, i + 1, entries.length, e.getMessage()), e);
      }
    }
    return clients;
  }

  private static KnownClient client(Path file, Entry entry) throws ParseException, IOException {
    if (entry.clientId() == null || entry.tenant() == null || entry.scopes() == null) {
      throw new IllegalArgumentException("clientId, tenant and scopes are required");
    }
    if ((entry.jwk() == null) == (entry.jwksFile() == null)) {
      throw new IllegalArgumentException("exactly one of jwk and jwksFile is required");
    }
    var keys =
        entry.jwk() == null
            ? JWKSet.load(file.resolveSibling(String.valueOf(entry.jwksFile())).toFile())
            : new JWKSet(JWK.parse(entry.jwk()));
    for (var key : keys.getKeys()) {
      if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve()) || ec.isPrivate()) {
        throw new IllegalArgumentException("keys must be public P-256 keys");
      }
    }
    var redirectUris = entry.redirectUris();
    if (redirectUris != null && redirectUris.isEmpty()) {
      throw new IllegalArgumentException("redirectUris is empty");
    }
    return new KnownClient(
        entry.clientId(),
        new TenantId(entry.tenant()),
        keys,
        Set.copyOf(entry.scopes()),
        redirectUris == null ? Set.of() : Set.copyOf(redirectUris),
        signsIn(redirectUris != null, entry.signsIn()));
  }

  private static SignsIn signsIn(boolean redirects, @Nullable String word) {
    if (word == null) {
      return redirects ? SignsIn.PATIENTS : SignsIn.NOBODY;
    }
    return switch (word) {
      case "PATIENTS" -> SignsIn.PATIENTS;
      case "STAFF" -> SignsIn.STAFF;
      default -> throw new IllegalArgumentException("signsIn is PATIENTS or STAFF");
    };
  }
}
