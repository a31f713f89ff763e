package org.yipiao.invoice.server.person;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Service;
import org.yipiao.invoice.document.NationalDocument;
import org.yipiao.invoice.server.consortium.InvoiceProperties;
import org.yipiao.platform.id.MemberNumber;
import org.yipiao.platform.id.PersonId;

/**
 * Pseudonyms under the register's key (HMAC-SHA-256): whoever lacks the key cannot try out document
 * numbers. A person is (document type, number), the number in upper case.
 */
@Service
public class PersonIds {

  private final SecretKeySpec key;

  PersonIds(InvoiceProperties properties) {
    this.key = new SecretKeySpec(SecretKeyFile.read(properties.registerKeyFile()), "HmacSHA256");
  }

  public PersonId of(NationalDocument document) {
    return new PersonId(
        HexFormat.of()
            .formatHex(mac("person", document.type(), document.number().toUpperCase(Locale.ROOT))));
  }

  /** What stands for a hospital's business number in the register's tables: 32 bytes. */
  public byte[] businessKey(MemberNumber hospital, String businessNumber) {
    return mac("business", hospital.toString(), businessNumber);
  }

  /** The reference of a data key for an invoice that belongs to nobody yet. */
  String unlinked(String invoiceId) {
    return HexFormat.of().formatHex(mac("unlinked", invoiceId));
  }

  private byte[] mac(String... parts) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      for (String part : parts) {
        byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }
}
