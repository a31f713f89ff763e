package org.yipiao.invoice.server.consortium;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.yipiao.invoice.document.certificate.IssuerCertificates;
import org.yipiao.ledger.protocol.genesis.Genesis;
import org.yipiao.ledger.protocol.genesis.GenesisMember;
import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.MessageVerifier;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.transaction.TransactionLimits;
import org.yipiao.ledger.protocol.trust.TrustRoot;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.TenantId;

/** The members of the ledger and what their signatures are verified with. */
public final class Consortium {

  private record KeyName(int member, int keyId) {}

  private final Digest ledgerId;
  private final TransactionLimits limits;
  private final IssuerCertificates certificates;
  private final Map<String, GenesisMember> byName = new HashMap<>();
  private final Map<Integer, GenesisMember> byNumber = new HashMap<>();
  private final Map<KeyName, MessageVerifier> keys = new HashMap<>();

  public Consortium(Genesis genesis, SignatureSuite suite, TrustRoot trust) {
    this.ledgerId = genesis.ledgerId();
    this.limits = genesis.limits().transaction();
    this.certificates = new IssuerCertificates(trust.issuerRoots());
    for (GenesisMember member : genesis.members()) {
      byName.put(member.name(), member);
      byNumber.put(member.number().value(), member);
      member
          .transactionKeys()
          .forEach(key ->
              keys.put(new KeyName(member.number().value(), KeyId.of(key)), suite.verifier(key)));
    }
  }

  public Digest ledgerId() {
    return ledgerId;
  }

  public TransactionLimits limits() {
    return limits;
  }

  public IssuerCertificates certificates() {
    return certificates;
  }

  public Optional<GenesisMember> member(TenantId tenant) {
    return Optional.ofNullable(byName.get(tenant.value()));
  }

  public Optional<GenesisMember> member(int number) {
    return Optional.ofNullable(byNumber.get(number));
  }

  /** Whether the tenant is a member of that kind. */
  public boolean is(TenantId tenant, MemberKind kind) {
    return member(tenant).filter(member -> member.kind() == kind).isPresent();
  }

  /** The verifier of a member's transaction key. */
  public Optional<MessageVerifier> transactionKey(int member, int keyId) {
    return Optional.ofNullable(keys.get(new KeyName(member, keyId)));
  }
}
