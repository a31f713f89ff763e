package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
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
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.KeyFiles;
import org.yipiao.platform.id.CreditCode;

/**
 * Makes a member's keys and writes what the others have to agree to, a {@link ChangeDraft}. Keys
 * and draft are on the disk when it ends; what an interrupted run has left goes or is finished when
 * it is asked for the same again, and asked for something else it says what differs. Says nothing
 * of what is secret.
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
          "--post-quantum",
          "--purpose",
          "--out");

  private final Map<String, String> options;

  private KeyMaker(Map<String, String> options) {
    this.options = options;
  }

  /**
   * {@code new --keys DIR --genesis FILE --number N --name NAME --kind KIND --credit-code CODE
   * [--gossip HOST:PORT [--post-quantum true|false]] --out FILE} or {@code next --keys DIR
   * --genesis FILE --number N --name NAME --purpose PURPOSE --out FILE}.
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
      String toDo = there.getReason() == null ? "" : ": " + there.getReason();
      System.err.println("yipiao: " + there.getFile() + " is there already" + toDo);
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

  private void makeNew() throws IOException {
    var folder = new NewFolder(path("--keys"));
    var out = new DraftFile(path("--out"));
    out.requireAbsent();
    var admission =
        new MemberAdmission(
            genesis(),
            number(),
            name(),
            kind(required("--kind")),
            new CreditCode(required("--credit-code")),
            Optional.ofNullable(options.get("--gossip")).map(Gossip::at),
            postQuantum());
    Optional<AdmitMember.Change> begun = begunFor(folder, out);
    if (begun.isPresent()) {
      requireSame(admission, begun.get(), folder, out);
    } else {
      folder.requireAbsent();
      folder.make(half -> out.begin(admission.make(half)));
    }
    out.finish();
  }

  /** What a draft that was begun has of the keys that are there; nobody was told of them yet. */
  private static Optional<AdmitMember.Change> begunFor(NewFolder folder, DraftFile out)
      throws IOException {
    Optional<ChangeDraft> begun = folder.exists() ? out.begun() : Optional.empty();
    if (begun.isPresent() && begun.get().operation() instanceof AdmitMember admit) {
      var transaction = KeyFiles.load(folder.directory().resolve(NewValidator.TRANSACTION));
      byte[] key = transaction.certificate().getPublicKey().getEncoded();
      return Optional.of(admit.change())
          .filter(change -> Arrays.equals(key, change.transactionKey()));
    }
    return Optional.empty();
  }

  private static void requireSame(
      MemberAdmission admission, AdmitMember.Change begun, NewFolder folder, DraftFile out)
      throws IOException {
    Optional<String> before = admission.otherwise(begun);
    if (before.isPresent()) {
      throw new IOException(
          "an interrupted run has made those in %s %s. Ask for the same again, and its draft is"
                  .formatted(folder.directory(), before.get())
              + " finished; or remove %s and %s, of which nobody was told, and begin anew"
                  .formatted(folder.directory(), out.half()));
    }
  }

  private void makeNext() throws IOException {
    var out = new DraftFile(path("--out"));
    out.requireAbsent();
    KeyPurpose purpose = purpose(required("--purpose"));
    var next = new NextKey(path("--keys"), genesis(), number(), name(), purpose);
    Optional<ChangeDraft> begun = out.begun();
    if (begun.isEmpty()
        || !(begun.get().operation() instanceof RotateKey rotation)
        || !next.isOf(rotation.change())) {
      NextKey.Made made = next.make();
      out.begin(new ChangeDraft(OperationType.ROTATE_KEY, made.change().encode()));
      made.storing().store();
    }
    out.finish();
  }

  private boolean postQuantum() {
    String wanted = options.getOrDefault("--post-quantum", "true");
    if (!wanted.equals("true") && !wanted.equals("false")) {
      throw new IllegalArgumentException("--post-quantum: true or false");
    }
    return wanted.equals("true");
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
