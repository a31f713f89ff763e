package org.yipiao.ledger.server.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approval;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.OperationType;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.platform.id.CreditCode;

/**
 * A member that is to be admitted.
 *
 * @param number that no member has
 * @param gossip where its engine is to listen; empty when it runs no node
 * @param postQuantum whether a validator gets a key for archives
 */
record MemberAdmission(
    Genesis genesis,
    int number,
    String name,
    MemberKind kind,
    CreditCode creditCode,
    Optional<Gossip> gossip,
    boolean postQuantum) {

  private static final byte[] NO_VALIDATOR = {};
  private static final String GOSSIP = "--gossip";
  private static final String POST_QUANTUM = "--post-quantum";

  /**
   * Makes its keys in a folder.
   *
   * @return what the others have to agree to
   * @throws IllegalArgumentException when that has no room for their approvals
   */
  ChangeDraft make(Path folder) throws IOException {
    AdmitMember.Change change = gossip.isEmpty() ? participant(folder) : validator(folder);
    if (!fits(change, Genesis.quorum(genesis.validators().size()))) {
      throw new IllegalArgumentException(
          "with a quorum's approvals this is larger than an operation may be; leave the key for"
              + " archives out (--post-quantum false) and bring it in once the validator is one");
    }
    return new ChangeDraft(OperationType.ADMIT_MEMBER, change.encode());
  }

  /**
   * What an admission that was begun was asked for otherwise than this one, in the words of the
   * first such option: {@code with --kind PAYER}; empty when it is of this one.
   */
  Optional<String> otherwise(AdmitMember.Change begun) {
    var validator =
        Optional.of(begun.validator())
            .filter(bytes -> bytes.length > 0)
            .map(GenesisValidator::decode);
    boolean elsewhere =
        validator.filter(made -> !made.logKey().name().equals(genesis.origin())).isPresent();
    if (elsewhere || !genesis.isPublicKey(begun.transactionKey())) {
      return Optional.of("for another ledger");
    }
    Map<String, String> before = options(begun, validator);
    Map<String, String> now = options();
    return Stream.concat(now.keySet().stream(), before.keySet().stream())
        .filter(option -> !Objects.equals(before.get(option), now.get(option)))
        .findFirst()
        .map(option ->
            before.containsKey(option)
                ? "with " + option + " " + before.get(option)
                : "without " + option);
  }

  private static Map<String, String> options(
      AdmitMember.Change begun, Optional<GenesisValidator> validator) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--number", "" + begun.number());
    options.put("--name", begun.name());
    options.put("--kind", MemberKind.of(begun.kind()).map(Enum::name).orElse("" + begun.kind()));
    options.put("--credit-code", begun.creditCode());
    validator.ifPresent(made -> {
      options.put(GOSSIP, made.gossipHost() + ":" + made.gossipPort());
      options.put(POST_QUANTUM, "" + (made.postQuantumKey() != null));
    });
    return options;
  }

  private Map<String, String> options() {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("--number", "" + number);
    options.put("--name", name);
    options.put("--kind", kind.name());
    options.put("--credit-code", creditCode.value());
    gossip.ifPresent(at -> {
      options.put(GOSSIP, at.host() + ":" + at.port());
      options.put(POST_QUANTUM, "" + postQuantum);
    });
    return options;
  }

  private AdmitMember.Change participant(Path folder) throws IOException {
    byte[] key = NewValidator.transactionKey(folder, genesis, name).getEncoded();
    return change(key, NO_VALIDATOR);
  }

  private AdmitMember.Change validator(Path folder) throws IOException {
    Gossip at = gossip.orElseThrow();
    var made =
        NewValidator.create(folder, genesis, number, name, at.host(), at.port(), postQuantum);
    return change(made.transactionKey().getEncoded(), made.validator().encode());
  }

  private AdmitMember.Change change(byte[] transactionKey, byte[] validator) {
    return new AdmitMember.Change(
        number, name, kind.number(), creditCode.value(), transactionKey, validator);
  }

  /** Whether an admission has room for so many approvals. */
  static boolean fits(AdmitMember.Change change, int quorum) {
    var agreement = new Agreement(OperationType.ADMIT_MEMBER, change.encode(), 0, 0);
    var approval = new Approval(1, 0, new byte[SignatureSuite.SIGNATURE_LENGTH]);
    return Approved.by(agreement, Collections.nCopies(quorum, approval)).encode().length
        <= Operation.MAX_BYTES;
  }
}
