package org.yipiao.claims.server.tenant;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.yipiao.ledger.client.LedgerClient;
import org.yipiao.ledger.protocol.suite.MessageSigner;
import org.yipiao.ledger.protocol.wire.Digest;
import org.yipiao.platform.id.PersonId;
import org.yipiao.platform.id.TenantId;
import org.yipiao.platform.money.Money;
import org.yipiao.platform.security.ServiceTokens;

/** One payer with what only it may use: keys, account, access to the ledger. */
public final class PayerTenant {

  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final TenantId id;
  private final String name;
  private final int member;
  private final int keyId;
  private final MessageSigner signer;
  private final byte[] benefitKey;
  private final SecretKeySpec sealKey;
  private final String bankAccount;
  private final Money secondPairOfEyesAbove;
  private final LedgerClient ledger;
  private final ServiceTokens tokens;
  private final SecureRandom random;

  PayerTenant(
      TenantId id,
      String name,
      int member,
      int keyId,
      MessageSigner signer,
      byte[] benefitKey,
      String bankAccount,
      Money secondPairOfEyesAbove,
      LedgerClient ledger,
      ServiceTokens tokens,
      SecureRandom random) {
    this.id = id;
    this.name = name;
    this.member = member;
    this.keyId = keyId;
    this.signer = signer;
    this.benefitKey = benefitKey.clone();
    this.sealKey =
        new SecretKeySpec(
            mac("yipiao claims: personal data, version 1".getBytes(StandardCharsets.US_ASCII)),
            "AES");
    this.bankAccount = bankAccount;
    this.secondPairOfEyesAbove = secondPairOfEyesAbove;
    this.ledger = ledger;
    this.tokens = tokens;
    this.random = random;
  }

  public TenantId id() {
    return id;
  }

  public String name() {
    return name;
  }

  /** The payer's number on the ledger. */
  public int member() {
    return member;
  }

  public int keyId() {
    return keyId;
  }

  public MessageSigner signer() {
    return signer;
  }

  public String bankAccount() {
    return bankAccount;
  }

  /** Above this amount what one person decides takes effect only with a second one. */
  public Money secondPairOfEyesAbove() {
    return secondPairOfEyesAbove;
  }

  public LedgerClient ledger() {
    return ledger;
  }

  public ServiceTokens tokens() {
    return tokens;
  }

  /**
   * The benefit as it stands on the ledger: HMAC-SHA-256 under the key that the payer keeps for
   * ever, so that the same policy of the same person always gives the same digest and nobody else
   * can compute it.
   */
  public Digest benefit(PersonId person, String policy) {
    return Digest.of(
        mac(("benefit/1\n" + person.value() + "\n" + policy).getBytes(StandardCharsets.US_ASCII)));
  }

  private byte[] mac(byte[] message) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(benefitKey, "HmacSHA256"));
      return mac.doFinal(message);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /**
   * Seals personal data for a column: AES-256-GCM, 12 bytes of IV before it.
   *
   * @param purpose bound to the text, so that one column's content cannot stand in another
   */
  public byte[] seal(String purpose, byte[] plain) {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, purpose, iv, plain, 0, plain.length);
    return ByteBuffer.allocate(IV_BYTES + sealed.length).put(iv).put(sealed).array();
  }

  /**
   * @throws IllegalStateException when the bytes were changed or belong elsewhere
   */
  public byte[] open(String purpose, byte[] sealed) {
    byte[] iv = java.util.Arrays.copyOf(sealed, IV_BYTES);
    return cipher(Cipher.DECRYPT_MODE, purpose, iv, sealed, IV_BYTES, sealed.length - IV_BYTES);
  }

  private byte[] cipher(int mode, String purpose, byte[] iv, byte[] in, int from, int length) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, sealKey, new GCMParameterSpec(TAG_BITS, iv));
      cipher.updateAAD((id.value() + "\n" + purpose).getBytes(StandardCharsets.US_ASCII));
      return cipher.doFinal(in, from, length);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("sealed data of " + id + " cannot be used: " + purpose, e);
    }
  }

  @Override
  public String toString() {
    return "PayerTenant[" + id + "]";
  }
}
