package org.yipiao.invoice.server.person;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.server.Micros;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.platform.id.InvoiceId;
import org.yipiao.platform.id.PersonId;

/**
 * Encrypts personal data at rest (AES-256-GCM, 96-bit random nonce in front) under one data key per
 * person, which is itself encrypted under the register's personal-data key. Erasing a person's key
 * makes all its documents unreadable, in backups too once the wrapped key is gone from them.
 */
@Service
public class PersonVault {

  /** What is sealed of an invoice; the one cannot be put in the place of the other. */
  public enum Part {
    DOCUMENT(""),
    SUMMARY("summary");

    private final String label;

    Part(String label) {
      this.label = label;
    }
  }

  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int KEY_BYTES = 32;
  private static final int NAMES_ERASED_AT_MOST = 1_000;

  private final PersonKeyMapper mapper;
  private final PersonNameMapper nameMapper;
  private final PersonIds ids;
  private final SecretKeySpec wrappingKey;
  private final SecureRandom random;

  PersonVault(
      PersonKeyMapper mapper,
      PersonNameMapper nameMapper,
      PersonIds ids,
      InvoiceProperties properties,
      SecureRandom random) {
    this.mapper = mapper;
    this.nameMapper = nameMapper;
    this.ids = ids;
    this.wrappingKey =
        new SecretKeySpec(SecretKeyFile.read(properties.personalDataKeyFile()), "AES");
    this.random = random;
  }

  /** The data key's reference: the person, or the invoice alone while it is unlinked. */
  public String keyRef(@Nullable PersonId person, InvoiceId invoice) {
    return person != null ? person.value() : ids.unlinked(invoice.toString());
  }

  /**
   * The data keys of these references; those that are missing are made.
   *
   * @param tenant whose documents they are for
   * @param actor who brought those
   * @param cause why, by a stable name
   * @param at when the documents came; no key is younger than what it is made for
   */
  public Keys keys(Collection<String> refs, String tenant, String actor, String cause, Instant at) {
    var sorted = new TreeSet<>(refs);
    Map<String, SecretKeySpec> keys = load(sorted);
    var missing = new ArrayList<PersonKeyMapper.Row>();
    for (String ref : sorted) {
      if (!keys.containsKey(ref)) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        missing.add(new PersonKeyMapper.Row(ref, encrypt(wrappingKey, ascii(ref), key)));
      }
    }
    if (!missing.isEmpty()) {
      mapper.insert(missing, Micros.of(at), tenant, actor, cause);
      keys.putAll(load(missing.stream().map(PersonKeyMapper.Row::keyRef).toList()));
    }
    return new Keys(keys);
  }

  private Map<String, SecretKeySpec> load(Collection<String> refs) {
    var keys = new HashMap<String, SecretKeySpec>();
    for (PersonKeyMapper.Row row : mapper.find(refs)) {
      keys.put(row.keyRef(), unwrap(row.keyRef(), row.wrapped()));
    }
    return keys;
  }

  private SecretKeySpec unwrap(String keyRef, byte[] wrapped) {
    try {
      return new SecretKeySpec(decrypt(wrappingKey, ascii(keyRef), wrapped), "AES");
    } catch (AEADBadTagException e) {
      throw changed(e);
    }
  }

  /** The data key of this reference, for many uses, unless the person was erased. */
  public Optional<DataKey> key(String keyRef) {
    return mapper
        .findOne(keyRef)
        .map(made -> new DataKey(unwrap(keyRef, made.wrapped()), made.createdMicros()));
  }

  /** One data key at hand. */
  public final class DataKey {
    private final SecretKeySpec key;
    private final long createdMicros;

    private DataKey(SecretKeySpec key, long createdMicros) {
      this.key = key;
      this.createdMicros = createdMicros;
    }

    /**
     * What was sealed for this invoice, unless the person was erased. An erased person who comes
     * again gets another key under the same reference: what came before that key is erased.
     *
     * @param receivedMicros when the invoice came
     */
    public Optional<byte[]> open(Part part, InvoiceId invoice, long receivedMicros, byte[] sealed) {
      try {
        return Optional.of(decrypt(key, aad(part, invoice), sealed));
      } catch (AEADBadTagException e) {
        if (createdMicros > receivedMicros) {
          return Optional.empty();
        }
        throw changed(e);
      }
    }

    /** What stands for a name of this key's person: 32 bytes that say nothing once it is erased. */
    byte[] nameDigest(String normalisedName) {
      return PersonVault.nameDigest(key, normalisedName);
    }

    /** Encrypts for one invoice; the text cannot be moved to another. */
    public byte[] seal(Part part, InvoiceId invoice, byte[] plain) {
      return encrypt(key, aad(part, invoice), plain);
    }
  }

  private static IllegalStateException changed(AEADBadTagException e) {
    return new IllegalStateException("stored data or the key that seals it was changed", e);
  }

  /** Erases a person's data key; false when there is none. */
  public boolean erase(PersonId person) {
    boolean erased = mapper.erase(person.value()) > 0;
    // These say nothing any more; a killed process leaves some for the next time.
    nameMapper.erase(person.value(), NAMES_ERASED_AT_MOST);
    return erased;
  }

  /**
   * Erases the data key of an unlinked invoice, whose content was sealed anew: a copy of what it
   * sealed is not to outlive the person.
   */
  public void eraseUnlinked(InvoiceId invoice) {
    mapper.erase(ids.unlinked(invoice.toString()));
  }

  /** Data keys at hand. */
  public final class Keys {
    private final Map<String, SecretKeySpec> keys;

    private Keys(Map<String, SecretKeySpec> keys) {
      this.keys = keys;
    }

    /** Encrypts for one invoice; the text cannot be moved to another. */
    public byte[] seal(String keyRef, Part part, InvoiceId invoice, byte[] plain) {
      return encrypt(key(keyRef), aad(part, invoice), plain);
    }

    /** As {@link DataKey#nameDigest}. */
    byte[] nameDigest(PersonId person, String normalisedName) {
      return PersonVault.nameDigest(key(person.value()), normalisedName);
    }

    private SecretKeySpec key(String keyRef) {
      SecretKeySpec key = keys.get(keyRef);
      if (key == null) {
        throw new IllegalArgumentException("no data key at hand for this reference");
      }
      return key;
    }
  }

  private static byte[] aad(Part part, InvoiceId invoice) {
    byte[] label = ascii(part.label);
    return ByteBuffer.allocate(Long.BYTES + label.length)
        .putLong(invoice.value())
        .put(label)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Under a key that is derived from the data key, which itself is for AES alone. */
  private static byte[] nameDigest(SecretKeySpec dataKey, String normalisedName) {
    byte[] nameKey = hmac(dataKey.getEncoded(), ascii("name"));
    return hmac(nameKey, normalisedName.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] hmac(byte[] key, byte[] text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  private byte[] encrypt(SecretKeySpec key, byte[] aad, byte[] plain) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad);
      byte[] out = new byte[NONCE_BYTES + cipher.getOutputSize(plain.length)];
      System.arraycopy(nonce, 0, out, 0, NONCE_BYTES);
      cipher.doFinal(plain, 0, plain.length, out, NONCE_BYTES);
      return out;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  private static byte[] decrypt(SecretKeySpec key, byte[] aad, byte[] sealed)
      throws AEADBadTagException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE_BYTES));
      cipher.updateAAD(aad);
      return cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
    } catch (AEADBadTagException e) {
      throw e;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has AES-GCM", e);
    }
  }

  /** Says nothing of keys. */
  @Override
  public String toString() {
    return "PersonVault";
  }
}
