package org.yipiao.ledger.server.succession;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.yipiao.ledger.protocol.SeededConsortium;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.GenesisValidator;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.server.ordering.hiero.EngineIdentity;

/** Five members with engine keys, of which four are the first validators and the fifth joins. */
final class EngineKeys {

  private final Map<Integer, EngineIdentity> identities = new TreeMap<>();

  EngineKeys() {
    for (int member = 1; member <= 5; member++) {
      identities.put(member, EngineIdentity.generate(member));
    }
  }

  EngineIdentity of(int member) {
    return Objects.requireNonNull(identities.get(member), "a key");
  }

  Genesis genesis() {
    Genesis seeded = SeededConsortium.genesis();
    List<GenesisMember> members = new ArrayList<>();
    for (GenesisMember member : seeded.members()) {
      members.add(
          new GenesisMember(
              member.number(),
              member.name(),
              member.kind(),
              member.creditCode(),
              member.transactionKeys(),
              member.validator() == null ? null : validator(member.number().value())));
    }
    return new Genesis(seeded.origin(), seeded.time(), seeded.suite(), 1, seeded.limits(), members);
  }

  /** The first epoch and the one with the fifth, which begins at size 10. */
  List<Epoch> epochs() {
    Epoch first = Epoch.first(genesis());
    Roster five = first.roster().with(new Roster.Entry(5, "member-5", validator(5)));
    return List.of(first, new Epoch(10, five));
  }

  /** These and one more, without the fifth again. */
  List<Epoch> threeEpochs() {
    List<Epoch> two = epochs();
    return List.of(two.get(0), two.get(1), new Epoch(20, two.get(1).roster().withoutValidator(5)));
  }

  /** The first epoch and one in which a validator's engine has another key. */
  List<Epoch> epochsWithNextKey(int member, EngineIdentity key) {
    Epoch first = Epoch.first(genesis());
    Roster next =
        first.roster().with(new Roster.Entry(member, "member-" + member, validator(member, key)));
    return List.of(first, new Epoch(10, next));
  }

  private GenesisValidator validator(int member) {
    return validator(member, of(member));
  }

  private static GenesisValidator validator(int member, EngineIdentity engine) {
    return new GenesisValidator(
        SeededConsortium.logSigner(member).vkey(),
        SeededConsortium.cosigner(member).vkey(),
        engine.certificate(),
        "127.0.0.1",
        8_110 + member);
  }

  /** What some say of a stop. */
  StopProof proof(EngineStop stop, int... members) {
    var signatures = new TreeMap<Integer, byte[]>();
    for (int member : members) {
      signatures.put(member, of(member).sign(stop.statement(SeededConsortium.ORIGIN)));
    }
    return new StopProof(stop, signatures);
  }
}
