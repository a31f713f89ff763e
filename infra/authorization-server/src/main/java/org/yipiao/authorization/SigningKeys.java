package org.yipiao.authorization;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The P-256 keys that sign tokens, or did. The current one lies in {@code signing-key.json} (a
 * private JWK, RFC 7517), the public halves of former ones in {@code retired-keys.json} until the
 * last token that they signed has expired. Both files are readable by their owner alone and whole
 * on the disk before their first use.
 */
final class SigningKeys {

  private static final Logger LOG = LoggerFactory.getLogger(SigningKeys.class);
  private static final String CURRENT = "signing-key.json";
  private static final String RETIRED = "retired-keys.json";

  /** The longest life of a token, and what clocks may differ. */
  private static final Duration LAST_TOKEN = Duration.ofMinutes(11);

  private final Path directory;
  private final Duration lifetime;
  private final InstantSource time;
  private ECKey current;
  private Instant since;
  private List<JWK> retired;

  /**
   * Reads the keys; makes the first one if there is none.
   *
   * @param lifetime after which the current key is replaced
   * @throws IllegalStateException when a file holds anything but P-256 keys
   */
  SigningKeys(Path directory, Duration lifetime, InstantSource time) {
    this.directory = directory;
    this.lifetime = lifetime;
    this.time = time;
    try {
      Path file = directory.resolve(CURRENT);
      if (!Files.exists(file)) {
        OwnerOnlyFile.write(file, generate(now()).toJSONString());
      }
      this.current = read(file);
      this.since =
          current.getIssueTime() == null
              ? Files.getLastModifiedTime(file).toInstant()
              : current.getIssueTime().toInstant();
      this.retired = readRetired(directory.resolve(RETIRED));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the signing keys in " + directory, e);
    }
  }

  private Instant now() {
    return time.instant();
  }

  private static ECKey read(Path file) throws IOException {
    try {
      ECKey key = ECKey.parse(Files.readString(file));
      if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
        throw new IllegalStateException(file + " holds no private P-256 key");
      }
      return key;
    } catch (ParseException e) {
      throw new IllegalStateException(file + " holds no private P-256 key", e);
    }
  }

  private static List<JWK> readRetired(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    try {
      List<JWK> keys = JWKSet.parse(Files.readString(file)).getKeys();
      for (JWK key : keys) {
        if (!(key instanceof ECKey) || key.isPrivate() || key.getExpirationTime() == null) {
          throw new IllegalStateException(file + " must hold public P-256 keys with an exp");
        }
      }
      return List.copyOf(keys);
    } catch (ParseException e) {
      throw new IllegalStateException(file + " is no key set", e);
    }
  }

  /** The key to sign with, replaced first if its time has come. */
  synchronized ECKey current() {
    if (!now().isBefore(since.plus(lifetime))) {
      try {
        rotate();
      } catch (IOException e) {
        // The old key still signs: a full disk must not stop every call between the parts.
        LOG.error("the signing key cannot be replaced: {}", e.toString());
      }
    }
    return current;
  }

  /** The retired key is published before the new one exists, so no crash loses either. */
  private void rotate() throws IOException {
    List<JWK> former = new ArrayList<>(living());
    former.removeIf(key -> key.getKeyID().equals(current.getKeyID()));
    former.add(
        new ECKey.Builder(current.toPublicJWK())
            .expirationTime(Date.from(now().plus(LAST_TOKEN)))
            .build());
    OwnerOnlyFile.write(directory.resolve(RETIRED), new JWKSet(former).toString(true));
    ECKey next = generate(now());
    OwnerOnlyFile.write(directory.resolve(CURRENT), next.toJSONString());
    LOG.info("signing key {} is replaced by {}", current.getKeyID(), next.getKeyID());
    retired = List.copyOf(former);
    current = next;
    since = now();
  }

  private List<JWK> living() {
    Instant now = now();
    return retired.stream()
        .filter(key -> now.isBefore(key.getExpirationTime().toInstant()))
        .toList();
  }

  /** Public halves of the current key and of each whose tokens may still be about. */
  synchronized JWKSet published() {
    List<JWK> keys = new ArrayList<>();
    keys.add(current().toPublicJWK());
    living().stream().filter(key -> !key.getKeyID().equals(current.getKeyID())).forEach(keys::add);
    return new JWKSet(keys);
  }

  private static ECKey generate(Instant now) {
    try {
      return new ECKeyGenerator(Curve.P_256)
          .keyUse(KeyUse.SIGNATURE)
          .algorithm(JWSAlgorithm.ES256)
          .keyIDFromThumbprint(true)
          .issueTime(Date.from(now))
          .generate();
    } catch (JOSEException e) {
      throw new IllegalStateException("cannot make a P-256 key", e);
    }
  }
}
