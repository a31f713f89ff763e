package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.platform.id.CreditCode;

/**
 * Makes a member's keys and writes what the others have to agree to, a {@link ChangeDraft}. Says
 * nothing of what is secret.
 */
public final class KeyMaker {

  private static final Set<String> OPTIONS =
      Set.of(
          "--keys",
          "--genesis",
          "--number",
          "--name",
          "--kind",
          "--credit-code",
          "--gossip",
          "--purpose",
          "--out");

  private final Map<String, String> options;

  private KeyMaker(Map<String, String> options) {
    this.options = options;
  }

  /**
   * {@code new --keys DIR --genesis FILE --number N --name NAME --kind KIND --credit-code CODE
   * [--gossip HOST:PORT] --out FILE} or {@code next --keys DIR --genesis FILE --number N --name
   * NAME --purpose PURPOSE --out FILE}.
   */
  public static void main(String[] arguments) {
    System.exit(run(arguments));
  }

  /** The exit code: 0 made, 1 not, 2 something that was given cannot be. */
  public static int run(String... arguments) {
    try {
      var maker = new KeyMaker(options(arguments));
      switch (arguments[0]) {
        case "new" -> maker.makeNew();
        case "next" -> maker.makeNext();
        default -> throw new IllegalArgumentException("new or next, not " + arguments[0]);
      }
      return 0;
    } catch (FileAlreadyExistsException there) {
      System.err.println("yipiao: " + there.getFile() + " is there already");
      return 1;
    } catch (NoSuchFileException missing) {
      System.err.println("yipiao: there is no " + missing.getFile());
      return 1;
    } catch (IOException failure) {
      System.err.println("yipiao: cannot make the keys: " + failure.getMessage());
      return 1;
    } catch (IllegalArgumentException unusable) {
      System.err.println("yipiao: " + unusable.getMessage());
      return 2;
    }
  }

  private static Map<String, String> options(String... arguments) {
    if (arguments.length % 2 == 0) {
      throw new IllegalArgumentException("new or next, then options with a value each");
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.length; i += 2) {
      if (!OPTIONS.contains(arguments[i]) || options.put(arguments[i], arguments[i + 1]) != null) {
        throw new IllegalArgumentException("unknown option, or given twice: " + arguments[i]);
      }
    }
    return options;
  }

  /** A folder that is there is complete: it gets its name at the end. */
  private void makeNew() throws IOException {
    Path keys = path("--keys");
    Path out = absent(path("--out"));
    Genesis genesis = genesis();
    int number = number();
    String name = name();
    MemberKind kind = kind(required("--kind"));
    String creditCode = new CreditCode(required("--credit-code")).value();
    Optional<Gossip> gossip = Optional.ofNullable(options.get("--gossip")).map(Gossip::at);
    Files.createDirectories(absent(keys).getParent());
    Path half = Files.createTempDirectory(keys.getParent(), ".keys-");
    PublicKey transaction;
    byte[] validator = new byte[0];
    if (gossip.isEmpty()) {
      transaction = NewValidator.transactionKey(half, genesis, name);
    } else {
      var made =
          NewValidator.create(
              half, genesis, number, name, gossip.get().host(), gossip.get().port());
      transaction = made.transactionKey();
      validator = made.validator().encode();
    }
    var change =
        new AdmitMember.Change(
            number, name, kind.number(), creditCode, transaction.getEncoded(), validator);
    var draft = new ChangeDraft(OperationType.ADMIT_MEMBER, change.encode());
    Files.move(half, keys, StandardCopyOption.ATOMIC_MOVE);
    write(out, draft);
  }

  private void makeNext() throws IOException {
    Path out = absent(path("--out"));
    KeyPurpose purpose = purpose(required("--purpose"));
    var change = new NextKey(path("--keys"), genesis(), number(), name()).make(purpose);
    write(out, new ChangeDraft(OperationType.ROTATE_KEY, change.encode()));
  }

  private static void write(Path out, ChangeDraft draft) throws IOException {
    Files.write(out, draft.encode(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  private static Path absent(Path path) throws IOException {
    if (Files.exists(path)) {
      throw new FileAlreadyExistsException(path.toString());
    }
    return path;
  }

  private Genesis genesis() throws IOException {
    return Genesis.decode(Files.readAllBytes(path("--genesis")));
  }

  private String name() {
    String name = required("--name");
    if (!name.matches(GenesisMember.NAME)) {
      throw new IllegalArgumentException("--name: 1 to 40 characters of a-z, 0-9 and -");
    }
    return name;
  }

  private int number() {
    String number = required("--number");
    if (!number.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("--number: a whole number from 1 on");
    }
    return Integer.parseInt(number);
  }

  /** Where an engine is to listen. */
  private record Gossip(String host, int port) {

    static Gossip at(String text) {
      int colon = Math.max(0, text.lastIndexOf(':'));
      String host = text.substring(0, colon);
      String port = text.substring(Math.min(text.length(), colon + 1));
      if (!host.matches("[A-Za-z0-9.:-]{1,253}")
          || !port.matches("[1-9][0-9]{0,4}")
          || Integer.parseInt(port) > 65_535) {
        throw new IllegalArgumentException("--gossip: HOST:PORT, the port 1 to 65535");
      }
      return new Gossip(host, Integer.parseInt(port));
    }
  }

  private static MemberKind kind(String name) {
    try {
      return MemberKind.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("--kind: REGULATOR, HOSPITAL, PAYER or OPERATOR", e);
    }
  }

  private static KeyPurpose purpose(String name) {
    try {
      return KeyPurpose.valueOf(name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--purpose: TRANSACTION, LOG, COSIGNING, ENGINE or POST_QUANTUM_COSIGNING", e);
    }
  }

  private Path path(String option) {
    return Path.of(required(option)).toAbsolutePath().normalize();
  }

  private String required(String option) {
    String value = options.get(option);
    if (value == null) {
      throw new IllegalArgumentException(option + " is missing");
    }
    return value;
  }
}
