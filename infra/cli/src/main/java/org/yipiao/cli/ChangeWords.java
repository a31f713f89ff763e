package org.yipiao.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.operation.ActivateContract;
import org.yipiao.ledger.protocol.operation.AdmitMember;
import org.yipiao.ledger.protocol.operation.MembershipOperation;
import org.yipiao.ledger.protocol.operation.RotateKey;
import org.yipiao.ledger.protocol.operation.SuspendMember;
import org.yipiao.ledger.protocol.proposal.ChangeDraft;
import org.yipiao.platform.reason.Reason;

/** What a change would do, in words, from nothing but its bytes and who takes part. */
final class ChangeWords {

  private static final List<Map.Entry<String, ChangeText>> KEYS =
      List.of(
          Map.entry("transactionKeySha256", ChangeText.TRANSACTION_KEY),
          Map.entry("logKeySha256", ChangeText.LOG_KEY),
          Map.entry("cosigningKeySha256", ChangeText.COSIGNING_KEY),
          Map.entry("engineCertificateSha256", ChangeText.ENGINE_CERTIFICATE),
          Map.entry("postQuantumKeySha256", ChangeText.POST_QUANTUM_KEY),
          Map.entry("oldKeySha256", ChangeText.OLD_KEY),
          Map.entry("newKeySha256", ChangeText.NEW_KEY));

  private final List<Reason> lines = new ArrayList<>();
  private final Map<String, String> says;

  private ChangeWords(ChangeDraft draft) {
    this.says = draft.says();
  }

  /** Of a change about which no ledger was asked. */
  static List<Reason> of(ChangeDraft draft) {
    var words = new ChangeWords(draft);
    words.change(draft.operation());
    words.keys();
    return words.lines;
  }

  static List<Reason> of(ChangeDraft draft, MemberDirectory members) {
    var words = new ChangeWords(draft);
    MembershipOperation operation = draft.operation();
    words.change(operation);
    words.member(operation, members);
    words.keys();
    words.validatorsThen(operation, members);
    return words.lines;
  }

  private void change(MembershipOperation operation) {
    switch (operation) {
      case AdmitMember _ -> {
        say(ChangeText.ADMITS, fact("member"), fact("name"), fact("kind"), fact("creditCode"));
        if (says.containsKey("gossip")) {
          say(ChangeText.AS_VALIDATOR, fact("gossip"));
        }
      }
      case RotateKey _ -> say(ChangeText.ROTATES, fact("purpose"), fact("member"));
      case SuspendMember _ -> say(ChangeText.SUSPENDS, fact("member"));
      case ActivateContract _ -> say(ChangeText.ACTIVATES, fact("version"), fact("atHeight"));
    }
  }

  private void member(MembershipOperation operation, MemberDirectory members) {
    switch (operation) {
      case RotateKey rotate -> memberIs(rotate.change().member(), members);
      case SuspendMember suspend -> memberIs(suspend.change().member(), members);
      case AdmitMember _, ActivateContract _ -> {}
    }
  }

  private void memberIs(int number, MemberDirectory members) {
    members
        .member(number)
        .ifPresent(
            member -> say(ChangeText.MEMBER_IS, number, member.name(), member.kind().name()));
  }

  private void keys() {
    for (Map.Entry<String, ChangeText> key : KEYS) {
      if (says.containsKey(key.getKey())) {
        say(ChangeText.KEY, key.getValue(), fact(key.getKey()));
      }
    }
  }

  private void validatorsThen(MembershipOperation operation, MemberDirectory members) {
    int now = members.validators().size();
    int then =
        switch (operation) {
          case AdmitMember _ -> now + (says.containsKey("gossip") ? 1 : 0);
          case SuspendMember suspend -> now - (validates(suspend, members) ? 1 : 0);
          case RotateKey _, ActivateContract _ -> now;
        };
    if (operation instanceof ActivateContract) {
      say(ChangeText.VERSION_NOW, members.contractVersion());
    }
    if (then != now && then > 0) {
      say(ChangeText.VALIDATORS_NOW, now, Genesis.quorum(now));
      say(ChangeText.VALIDATORS_THEN, then, Genesis.quorum(then));
    }
  }

  private static boolean validates(SuspendMember suspend, MemberDirectory members) {
    return members.validators().stream()
        .anyMatch(member -> member.number().value() == suspend.change().member());
  }

  private String fact(String name) {
    return says.getOrDefault(name, "");
  }

  private void say(ChangeText text, Object... parameters) {
    lines.add(Reason.of(text, parameters));
  }
}
