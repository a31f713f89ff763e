package org.yipiao.invoice.server.consent;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.util.Objects;
import org.yipiao.invoice.api.ConsentPayload;

/**
 * The P-256 keys that sign consents, or did: a JWK set (RFC 7517) in a file that only its owner may
 * read. The first key is private and signs. Whoever replaces it puts a new one before it and leaves
 * its public half: consents that it signed are verified for up to 90 days.
 */
final class ConsentKeys {

  private final ECKey current;
  private final ECDSASigner signer;
  private final String published;

  /**
   * Reads the keys; makes the first one if there is no file.
   *
   * @param file an absolute path
   * @throws IllegalStateException when the file holds anything but P-256 keys, or begins with a
   *     public one
   */
  ConsentKeys(Path file) {
    try {
      if (!Files.exists(file)) {
        make(file);
      }
      JWKSet keys = JWKSet.parse(Files.readString(file));
      this.current = signing(file, keys);
      this.signer = new ECDSASigner(current);
      this.published = keys.toString(true);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot keep the keys of consents in " + file, e);
    } catch (ParseException | JOSEException e) {
      throw new IllegalStateException(file + " is no set of P-256 keys", e);
    }
  }

  private static ECKey signing(Path file, JWKSet keys) {
    for (var key : keys.getKeys()) {
      if (!(key instanceof ECKey ec) || !Curve.P_256.equals(ec.getCurve())) {
        throw new IllegalStateException(file + " holds a key that is not of P-256");
      }
    }
    if (keys.isEmpty() || !keys.getKeys().getFirst().isPrivate()) {
      throw new IllegalStateException(file + " must begin with a private key");
    }
    return keys.getKeys().getFirst().toECKey();
  }

  /** Whole on the disk before its first use; of two processes that start at once one makes it. */
  private static void make(Path file) throws IOException, JOSEException {
    Path directory = Objects.requireNonNull(file.getParent());
    Files.createDirectories(directory);
    var key =
        new ECKeyGenerator(Curve.P_256)
            .keyUse(KeyUse.SIGNATURE)
            .algorithm(JWSAlgorithm.ES256)
            .keyIDFromThumbprint(true)
            .generate();
    Path part = Files.createTempFile(directory, "consent-keys", ".part"); // its owner's alone
    try {
      try (var channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
        byte[] text = new JWKSet(key).toString(false).getBytes(StandardCharsets.UTF_8);
        var bytes = ByteBuffer.wrap(text);
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.createLink(file, part);
    } catch (FileAlreadyExistsException e) {
      return; // another process was faster: its key counts
    } finally {
      Files.deleteIfExists(part);
    }
    try (var parent = FileChannel.open(directory)) {
      parent.force(true);
    }
  }

  /** The compact JWS of exactly these bytes. */
  String sign(ConsentPayload payload) {
    var header =
        new JWSHeader.Builder(JWSAlgorithm.ES256)
            .type(new JOSEObjectType(ConsentPayload.TYPE))
            .keyID(current.getKeyID())
            .build();
    var jws = new JWSObject(header, new Payload(payload.canonical()));
    try {
      jws.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a P-256 key signs with ES256", e);
    }
    return jws.serialize();
  }

  /** The public halves, as JSON. */
  String published() {
    return published;
  }

  /** Says nothing of keys. */
  @Override
  public String toString() {
    return "ConsentKeys[" + current.getKeyID() + "]";
  }
}
