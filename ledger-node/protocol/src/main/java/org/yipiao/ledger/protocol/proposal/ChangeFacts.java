package org.yipiao.ledger.protocol.proposal;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yipiao.ledger.protocol.checkpoint.Vkey;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.KeyPurpose;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.membership.Agreement;
import org.yipiao.ledger.protocol.membership.Approved;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.Operation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.platform.id.CreditCode;

/**
 * What the content of a change says, field by field, in printable ASCII. Keys are told by the
 * SHA-256 of their encoding, as operation 33 has it.
 */
final class ChangeFacts {

  private final Map<String, String> facts = new LinkedHashMap<>();

  private ChangeFacts() {}

  /**
   * The facts of a change.
   *
   * @throws FormatException when it names a kind, purpose, name, credit code or validator that
   *     cannot be one
   */
  static Map<String, String> of(MembershipOperation operation) {
    var says = new ChangeFacts();
    switch (operation) {
      case AdmitMember admit -> says.admit(admit.change());
      case RotateKey rotate -> says.rotate(rotate.change());
      case SuspendMember suspend -> says.member(suspend.change().member());
      case ActivateContract activate -> says.activate(activate.change());
    }
    return says.facts;
  }

  /**
   * The operation that brings a change.
   *
   * @throws FormatException when it is no change that needs approvals, its content is not of its
   *     format, or content and approvals are more than an operation may have
   */
  static MembershipOperation operation(Approved approved) {
    Agreement agreement = approved.agreement();
    int type = agreement.type().number();
    if (Operation.decode(type, approved.encode()) instanceof MembershipOperation operation) {
      return operation;
    }
    throw new FormatException(ProposalFault.NO_CHANGE, type);
  }

  /**
   * Compares what a file says in words with what its bytes say.
   *
   * @throws FormatException naming the first contradiction
   */
  static void compare(JsonObject said, Map<String, String> facts) {
    facts.forEach((name, fact) -> {
      if (!said.text(name).equals(fact)) {
        throw new FormatException(ProposalFault.CONTRADICTION, "$.says." + name, fact);
      }
    });
    said.end();
  }

  private void admit(AdmitMember.Change change) {
    member(change.number());
    if (!change.name().matches(GenesisMember.NAME)) {
      throw unusable("name");
    }
    facts.put("name", change.name());
    facts.put("kind", MemberKind.of(change.kind()).orElseThrow(() -> unusable("kind")).name());
    facts.put("creditCode", creditCode(change.creditCode()));
    key("transactionKeySha256", change.transactionKey());
    if (change.validator().length > 0) {
      validator(GenesisValidator.decode(change.validator()));
    }
  }

  private void validator(GenesisValidator validator) {
    key("logKeySha256", validator.key(KeyPurpose.LOG));
    key("cosigningKeySha256", validator.key(KeyPurpose.COSIGNING));
    key("engineCertificateSha256", validator.key(KeyPurpose.ENGINE));
    Vkey postQuantum = validator.postQuantumKey();
    if (postQuantum != null) {
      key("postQuantumKeySha256", ascii(postQuantum));
    }
    facts.put("gossip", validator.gossipHost() + ":" + validator.gossipPort());
  }

  private void rotate(RotateKey.Change change) {
    member(change.member());
    facts.put(
        "purpose", KeyPurpose.of(change.purpose()).orElseThrow(() -> unusable("purpose")).name());
    facts.put("oldKeySha256", change.oldKey().hex());
    key("newKeySha256", change.newKey());
  }

  private void activate(ActivateContract.Change change) {
    facts.put("version", Integer.toString(change.version()));
    facts.put("atHeight", Long.toString(change.atHeight()));
  }

  private void member(int number) {
    if (number < 1) {
      throw unusable("member");
    }
    facts.put("member", Integer.toString(number));
  }

  private void key(String name, byte[] encoding) {
    facts.put(name, Digest.sha256(encoding).hex());
  }

  private static byte[] ascii(Vkey key) {
    return key.text().getBytes(StandardCharsets.US_ASCII);
  }

  private static String creditCode(String value) {
    try {
      return new CreditCode(value).value();
    } catch (IllegalArgumentException e) {
      throw unusable("creditCode");
    }
  }

  private static FormatException unusable(String field) {
    return new FormatException(ProposalFault.UNUSABLE_FIELD, field);
  }
}
