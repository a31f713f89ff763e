package org.yipiao.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.files.ReadFault;

/** A member's key for transactions, by which it approves and submits changes. */
record ChangeKey(PublicKey publicKey, PrivateKey privateKey) {

  static final String KEYS = "--keys";

  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  /** Reads {@code transaction.p12} of the folder, which its owner alone may be able to read. */
  static ChangeKey of(Arguments arguments) {
    String folder =
        arguments.option(KEYS).orElseThrow(() -> new UsageException(KEYS + " DIR is needed"));
    Path file = ChangeFile.path(folder).resolve("transaction.p12");
    try {
      requireClosed(file);
      requireClosed(KeyFiles.passwordFile(file));
      var entry = KeyFiles.load(file);
      return new ChangeKey(entry.certificate().getPublicKey(), entry.privateKey());
    } catch (FormatException wrongPassword) {
      throw ChangeRefusal.unreadable(ChangeText.CANNOT_OPEN, file.toString());
    } catch (IOException failure) {
      throw ChangeRefusal.unreadable(
          ChangeText.CANNOT_READ, file.toString(), ReadFault.of(failure));
    }
  }

  private static void requireClosed(Path file) throws IOException {
    var view = Files.getFileAttributeView(file, PosixFileAttributeView.class, new LinkOption[0]);
    if (view != null && !OWNER.containsAll(view.readAttributes().permissions())) {
      throw ChangeRefusal.of(ChangeText.OPEN_TO_OTHERS, file.toString());
    }
  }

  int id() {
    return KeyId.of(publicKey);
  }

  /** The id as texts have it. */
  String idText() {
    return HexFormat.of().toHexDigits(id());
  }

  /** Names the key, never what is secret. */
  @Override
  public String toString() {
    return "ChangeKey[" + idText() + "]";
  }
}
