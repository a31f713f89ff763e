package org.yipiao.ledger.server.development;

import org.yipiao.ledger.protocol.genesis.MemberKind;
import org.yipiao.platform.id.CreditCode;
import org.yipiao.platform.id.MemberNumber;

/** The members of the development consortium. All of them are made up. */
public enum DevelopmentMember {
  BUREAU(1, "bureau", MemberKind.REGULATOR, true, "11110000MB0000001"),
  AGENCY(2, "agency", MemberKind.PAYER, true, "12110000MB0000002"),
  INSURER(3, "insurer", MemberKind.PAYER, true, "91110000MA0000003"),
  HOSPITAL_ONE(4, "hospital-one", MemberKind.HOSPITAL, true, "12110000MB0000004"),
  HOSPITAL_TWO(5, "hospital-two", MemberKind.HOSPITAL, false, "12110000MB0000005"),
  INSURER_TWO(6, "insurer-two", MemberKind.PAYER, false, "91110000MA0000006");

  private final int number;
  private final String tenant;
  private final MemberKind kind;
  private final boolean validator;
  private final String creditCode;

  DevelopmentMember(
      int number, String tenant, MemberKind kind, boolean validator, String creditCodeStart) {
    this.number = number;
    this.tenant = tenant;
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
