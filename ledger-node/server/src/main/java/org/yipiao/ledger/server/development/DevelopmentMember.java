package org.yipiao.ledger.server.development;

import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/** The members of the development consortium. All of them are made up. */
public enum DevelopmentMember {
  BUREAU(1, "bureau", "示范财政局", MemberKind.REGULATOR, true, "11110000MB0000001"),
  AGENCY(2, "agency", "示范医保经办机构", MemberKind.PAYER, true, "12110000MB0000002"),
  INSURER(3, "insurer", "示范健康保险", MemberKind.PAYER, true, "91110000MA0000003"),
  HOSPITAL_ONE(4, "hospital-one", "示范第一医院", MemberKind.HOSPITAL, true, "12110000MB0000004"),
  HOSPITAL_TWO(5, "hospital-two", "示范第二医院", MemberKind.HOSPITAL, false, "12110000MB0000005"),
  INSURER_TWO(6, "insurer-two", "示范第二健康保险", MemberKind.PAYER, false, "91110000MA0000006");

  private final int number;
  private final String tenant;
  private final String legalName;
  private final MemberKind kind;
  private final boolean validator;
  private final String creditCode;

  DevelopmentMember(
      int number,
      String tenant,
      String legalName,
      MemberKind kind,
      boolean validator,
      String creditCodeStart) {
    this.number = number;
    this.tenant = tenant;
    this.legalName = legalName;
    this.kind = kind;
    this.validator = validator;
    this.creditCode = creditCodeStart + CreditCode.checkCharacter(creditCodeStart);
  }

  public MemberNumber number() {
    return new MemberNumber(number);
  }

  /** Its name in the genesis, its tenant id and its folder. */
  public String tenant() {
    return tenant;
  }

  /**
   * The name under which it is registered: what a hospital's certificate carries, and its bills
   * print.
   */
  public String legalName() {
    return legalName;
  }

  public MemberKind kind() {
    return kind;
  }

  /** Whether it runs a node. */
  public boolean validator() {
    return validator;
  }

  public CreditCode creditCode() {
    return new CreditCode(creditCode);
  }
}
