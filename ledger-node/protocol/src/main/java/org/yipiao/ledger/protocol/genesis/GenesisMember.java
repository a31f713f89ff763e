package org.yipiao.ledger.protocol.genesis;

import java.security.PublicKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yipiao.ledger.protocol.suite.KeyId;
import org.yipiao.ledger.protocol.suite.SignatureSuite;
import org.yipiao.ledger.protocol.wire.Base64Text;
import org.yipiao.ledger.protocol.wire.FormatException;
import org.yipiao.ledger.protocol.wire.JsonObject;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/**
 * A participant of the consortium.
 *
 * @param number its number on the ledger
 * @param name a token of 1 to 40 characters of {@code a-z 0-9 -}; also its tenant's name
 * @param kind what it may submit
 * @param creditCode its unified social credit code
 * @param transactionKeys its public keys for transactions, at least one
 * @param validator what it brings as a validator; null when it runs no node
 */
public record GenesisMember(
    MemberNumber number,
    String name,
    MemberKind kind,
    CreditCode creditCode,
    List<PublicKey> transactionKeys,
    @Nullable GenesisValidator validator) {

  /** What a member's name looks like. */
  public static final String NAME = "[a-z0-9][a-z0-9-]{0,39}";

  public GenesisMember {
    transactionKeys = List.copyOf(transactionKeys);
    if (!name.matches(NAME)) {
      throw new FormatException("a member's name has 1 to 40 characters of a-z, 0-9 and -");
    }
    if (transactionKeys.isEmpty()
        || transactionKeys.stream().mapToInt(KeyId::of).distinct().count()
            != transactionKeys.size()) {
      throw new FormatException(name + " has no transaction key, or two with the same id");
    }
  }

  static GenesisMember read(JsonObject in, SignatureSuite suite) {
    return new GenesisMember(
        new MemberNumber(in.int32("number", 1, Integer.MAX_VALUE)),
        in.text("name"),
        kind(in.text("kind")),
        creditCode(in.text("creditCode")),
        in.texts("transactionKeys").stream()
            .map(key -> suite.publicKey(Base64Text.decode(key)))
            .toList(),
        in.optionalObject("validator").map(GenesisValidator::read).orElse(null));
  }

  private static MemberKind kind(String name) {
    for (MemberKind kind : MemberKind.values()) {
      if (kind.name().equals(name)) {
        return kind;
      }
    }
    throw new FormatException("no kind of member has this name");
  }

  private static CreditCode creditCode(String value) {
    try {
      return new CreditCode(value);
    } catch (IllegalArgumentException e) {
      throw new FormatException("creditCode: " + e.getMessage(), e);
    }
  }

  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("number", number.value());
    json.put("name", name);
    json.put("kind", kind.name());
    json.put("creditCode", creditCode.value());
    json.put(
        "transactionKeys",
        transactionKeys.stream().map(key -> Base64Text.encode(key.getEncoded())).toList());
    if (validator != null) {
      json.put("validator", validator.json());
    }
    return json;
  }

  /** The same member with other keys for transactions. */
  public GenesisMember withTransactionKeys(List<PublicKey> keys) {
    return new GenesisMember(number, name, kind, creditCode, keys, validator);
  }

  /** The same member as another validator, or as none. */
  public GenesisMember withValidator(@Nullable GenesisValidator next) {
    return new GenesisMember(number, name, kind, creditCode, transactionKeys, next);
  }

  /** The transaction key with an id, see {@link KeyId}. */
  public Optional<PublicKey> transactionKey(int keyId) {
    return transactionKeys.stream().filter(key -> KeyId.of(key) == keyId).findFirst();
  }
}
