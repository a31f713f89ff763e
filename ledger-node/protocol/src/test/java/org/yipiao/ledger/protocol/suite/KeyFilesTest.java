package org.yipiao.ledger.protocol.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yipiao.ledger.protocol.wire.FormatException;

class KeyFilesTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private final SecureRandom random = new SecureRandom();

  @Test
  void aStoredKeySignsAsBefore(@TempDir Path directory) throws Exception {
    var ec = KeyFiles.generateP256(random);
    Path file = directory.resolve("transactions.p12");
    KeyFiles.store(file, KeyFiles.selfSigned(ec, "CN=bureau", START, random), random);
    var loaded = KeyFiles.load(file);
    byte[] message = {1, 2, 3};
    byte[] signature = SignatureSuite.intl().sign(loaded.privateKey(), message);
    assertThat(SignatureSuite.intl().verify(ec.getPublic(), message, signature)).isTrue();
    assertThat(loaded.certificate().getPublicKey()).isEqualTo(ec.getPublic());
  }

  @Test
  void anEd25519KeyIsStoredTheSameWay(@TempDir Path directory) throws Exception {
    var pair = KeyFiles.generateEd25519(random);
    Path file = directory.resolve("cosigning.p12");
    KeyFiles.store(file, KeyFiles.selfSigned(pair, "CN=bureau", START, random), random);
    var loaded = KeyFiles.load(file);
    byte[] signature = Ed25519Keys.signer(loaded.privateKey()).sign(new byte[] {7});
    assertThat(
            Ed25519Keys.verifier(Ed25519Keys.raw(pair.getPublic()))
                .verify(new byte[] {7}, signature))
        .isTrue();
  }

  @Test
  void anSm2KeyIsStoredTheSameWayWithItsSm2Certificate(@TempDir Path directory) throws Exception {
    SignatureSuite gm = SignatureSuite.gm(random);
    var pair = gm.generate(random);
    Path file = directory.resolve("transactions.p12");
    KeyFiles.store(file, KeyFiles.selfSigned(pair, "CN=bureau", START, random), random);
    var loaded = KeyFiles.load(file);
    byte[] signature = gm.sign(loaded.privateKey(), new byte[] {7});
    assertThat(gm.verify(pair.getPublic(), new byte[] {7}, signature)).isTrue();
    assertThat(loaded.certificate().getSigAlgOID()).isEqualTo("1.2.156.10197.1.501");
    assertThat(loaded.certificate().getPublicKey().getEncoded())
        .isEqualTo(pair.getPublic().getEncoded());
    assertThat(SignatureSuite.ofKey(loaded.certificate().getPublicKey()).name()).isEqualTo("GM");
    assertThat(Certificates.read(loaded.certificate().getEncoded()))
        .isEqualTo(loaded.certificate());
    Files.writeString(KeyFiles.passwordFile(file), "another");
    assertThatThrownBy(() -> KeyFiles.load(file)).isInstanceOf(FormatException.class);
  }

  @Test
  void anMlDsaKeyIsStoredTheSameWay(@TempDir Path directory) throws Exception {
    var pair = MlDsaKeys.generate(random);
    Path file = directory.resolve("cosign-post-quantum.p12");
    KeyFiles.store(file, KeyFiles.selfSigned(pair, "CN=bureau", START, random), random);
    var loaded = KeyFiles.load(file);
    byte[] signature = MlDsaKeys.signer(loaded.privateKey()).sign(new byte[] {7});
    byte[] raw = MlDsaKeys.raw(loaded.certificate().getPublicKey());
    assertThat(raw).isEqualTo(MlDsaKeys.raw(pair.getPublic()));
    assertThat(MlDsaKeys.verifier(raw).verify(new byte[] {7}, signature)).isTrue();
  }

  @Test
  void keyAndPasswordAreReadableByTheirOwnerAloneAndNeverOverwritten(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("log.p12");
    var entry = KeyFiles.selfSigned(KeyFiles.generateEd25519(random), "CN=bureau", START, random);
    KeyFiles.store(file, entry, random);
    for (Path path : new Path[] {file, KeyFiles.passwordFile(file)}) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
    }
    assertThatThrownBy(() -> KeyFiles.store(file, entry, random))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void whatAnInterruptedWritingHasLeftGoesAndNothingElseDoes(@TempDir Path directory)
      throws Exception {
    Path file = directory.resolve("log.p12");
    Path half = directory.resolve("log.p12.half");
    Path password = KeyFiles.passwordFile(file);
    var entry = KeyFiles.selfSigned(KeyFiles.generateEd25519(random), "CN=bureau", START, random);

    Files.writeString(password, "of a key that lies elsewhere");
    assertThatThrownBy(() -> KeyFiles.store(file, entry, random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(password).hasContent("of a key that lies elsewhere");

    Files.writeString(half, "cut off");
    KeyFiles.store(file, entry, random);
    assertThat(KeyFiles.load(file).certificate()).isEqualTo(entry.certificate());
    assertThat(half).doesNotExist();

    byte[] stored = Files.readAllBytes(file);
    Files.writeString(half, "of nobody");
    assertThatThrownBy(() -> KeyFiles.store(file, entry, random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).hasBinaryContent(stored);
    assertThat(KeyFiles.load(file).certificate()).isEqualTo(entry.certificate());
  }

  /** A half key with a password is one that an interruption before the last step has left. */
  @Test
  void aKeyIsThereOnlyOnceItsPasswordIs(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("log.p12");
    var pair = new KeyFilePair(file);
    assertThatThrownBy(() ->
            pair.create(
                (half, password) -> {
                  assertThat(half).isNotEqualTo(file);
                  OwnerOnlyFile.write(half, new byte[] {1});
                  Files.writeString(pair.passwordFile(), "of another");
                },
                random))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(file).doesNotExist();
    pair.create((half, password) -> OwnerOnlyFile.write(half, new byte[] {2}), random);
    assertThat(file).hasBinaryContent(new byte[] {2});
    assertThat(Files.readString(pair.passwordFile())).matches("[0-9a-f]{48}");
  }

  @Test
  void aWrongPasswordIsRefused(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("log.p12");
    KeyFiles.store(
        file,
        KeyFiles.selfSigned(KeyFiles.generateEd25519(random), "CN=bureau", START, random),
        random);
    Files.writeString(KeyFiles.passwordFile(file), "another");
    assertThatThrownBy(() -> KeyFiles.load(file))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("log.p12");
  }
}
