package org.yipiao.ledger.client;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yipiao.ledger.client.http.MembersView;
import org.yipiao.ledger.protocol.epoch.Epoch;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.genesis.Roster;
import org.yipiao.ledger.protocol.membership.MemberDirectory;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/**
 * Who takes part in a ledger now. The epochs with their validators are proven from the genesis file
 * on; names, keys for transactions and suspensions of members are the word of nodes, see {@link
 * Witnesses}, and the ledger itself checks them whenever it matters.
 */
public final class Membership implements MemberDirectory {

  private final List<Epoch> epochs;
  private final int contractVersion;
  private final long height;
  private final Map<Integer, GenesisMember> members = new HashMap<>();
  private final Map<Integer, Boolean> suspended = new HashMap<>();
  private final List<GenesisMember> validators;

  /**
   * @param epochs that were proven, the first one first
   * @throws IllegalArgumentException when the node's word cannot be, or is of another epoch
   */
  Membership(Genesis genesis, List<Epoch> epochs, MembersView said) {
    this.epochs = List.copyOf(epochs);
    this.contractVersion = said.contractVersion();
    this.height = said.height();
    Roster roster = epochs.getLast().roster();
    if (said.epoch() != roster.epoch()) {
      throw new FormatException("members of epoch " + said.epoch() + ", not " + roster.epoch());
    }
    for (MembersView.Member member : said.members()) {
      members.put(member.number(), member(genesis, roster, member));
      suspended.put(member.number(), member.suspended());
    }
    this.validators = roster.validators().stream().map(entry -> validator(entry.member())).toList();
  }

  private static GenesisMember member(Genesis genesis, Roster roster, MembersView.Member said) {
    return new GenesisMember(
        new MemberNumber(said.number()),
        said.name(),
        MemberKind.valueOf(said.kind()),
        new CreditCode(said.creditCode()),
        said.transactionKeys().stream()
            .map(key -> genesis.publicKey(Base64Text.decode(key)))
            .toList(),
        roster.validator(said.number()).orElse(null));
  }

  private GenesisMember validator(int number) {
    return member(number).orElseThrow(() -> new FormatException("nothing of validator " + number));
  }

  @Override
  public int contractVersion() {
    return contractVersion;
  }

  @Override
  public long epoch() {
    return epochs.getLast().number();
  }

  /** The height of the block as of which all this is. */
  public long height() {
    return height;
  }

  @Override
  public Optional<GenesisMember> member(int number) {
    return Optional.ofNullable(members.get(number));
  }

  /** All that are or were admitted, the suspended among them, in no order. */
  public List<GenesisMember> members() {
    return List.copyOf(members.values());
  }

  /** The member whose key for transactions this is. */
  public Optional<GenesisMember> holder(PublicKey key) {
    return members.values().stream().filter(member -> has(member, key)).findFirst();
  }

  private static boolean has(GenesisMember member, PublicKey key) {
    return member.transactionKeys().stream()
        .anyMatch(one -> Arrays.equals(one.getEncoded(), key.getEncoded()));
  }

  @Override
  public boolean suspended(int number) {
    return suspended.getOrDefault(number, false);
  }

  @Override
  public List<GenesisMember> validators() {
    return validators;
  }

  /** A file's trust root, with the epochs that began after its last one. */
  public TrustRoot extended(TrustRoot file) {
    return Epoch.extended(file, epochs);
  }
}
