package org.yipiao.invoice.document.certificate;

import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x500.style.IETFUtils;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/**
 * Whom a document certificate names: {@code O} is the hospital's name, {@code
 * organizationIdentifier} (2.5.4.97) its unified social credit code, {@code serialNumber} (2.5.4.5)
 * its member number.
 */
public record IssuerSubject(String organization, CreditCode creditCode, MemberNumber member) {

  /**
   * @throws IllegalArgumentException unless the subject has each of the three exactly once
   */
  public static IssuerSubject of(X509Certificate certificate) {
    X500Name name = X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    String member = only(name, BCStyle.SERIALNUMBER);
    if (!member.matches("[1-9][0-9]{0,8}")) {
      throw new IllegalArgumentException("the subject's serial number is no member number");
    }
    return new IssuerSubject(
        only(name, BCStyle.O),
        new CreditCode(only(name, BCStyle.ORGANIZATION_IDENTIFIER)),
        new MemberNumber(Integer.parseInt(member)));
  }

  X500Name toName() {
    return new X500NameBuilder(BCStyle.INSTANCE)
        .addRDN(BCStyle.O, organization)
        .addRDN(BCStyle.ORGANIZATION_IDENTIFIER, creditCode.value())
        .addRDN(BCStyle.SERIALNUMBER, member.toString())
        .build();
  }

  private static String only(X500Name name, ASN1ObjectIdentifier type) {
    RDN[] found = name.getRDNs(type);
    if (found.length != 1 || found[0].isMultiValued()) {
      throw new IllegalArgumentException("the subject has not exactly one " + type);
    }
    return IETFUtils.valueToString(found[0].getFirst().getValue());
  }
}
