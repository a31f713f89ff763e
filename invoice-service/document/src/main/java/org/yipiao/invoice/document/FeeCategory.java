package org.yipiao.invoice.document;

import java.util.List;

/** 收费项目类别: the statutory fee categories of a medical invoice, with their printed names. */
public enum FeeCategory {
  CONSULTATION("诊察"),
  EXAMINATION("检查"),
  LABORATORY("化验"),
  TREATMENT("治疗"),
  SURGERY("手术"),
  MATERIAL("卫生材料"),
  WESTERN_MEDICINE("西药"),
  HERBAL_MEDICINE("中药饮片"),
  PATENT_MEDICINE("中成药"),
  GENERAL_CONSULTATION("一般诊疗"),
  REGISTRATION("挂号"),
  BED("床位"),
  NURSING("护理"),
  OTHER("其他");

  private static final List<FeeCategory> OUTPATIENT_ORDER =
      List.of(
          CONSULTATION,
          EXAMINATION,
          LABORATORY,
          TREATMENT,
          SURGERY,
          MATERIAL,
          WESTERN_MEDICINE,
          HERBAL_MEDICINE,
          PATENT_MEDICINE,
          GENERAL_CONSULTATION,
          REGISTRATION,
          OTHER);

  private static final List<FeeCategory> INPATIENT_ORDER =
      List.of(
          BED,
          CONSULTATION,
          EXAMINATION,
          LABORATORY,
          TREATMENT,
          SURGERY,
          NURSING,
          MATERIAL,
          WESTERN_MEDICINE,
          HERBAL_MEDICINE,
          PATENT_MEDICINE,
          GENERAL_CONSULTATION,
          OTHER);

  private final String chineseName;

  FeeCategory(String chineseName) {
    this.chineseName = chineseName;
  }

  /** The name as it is printed. */
  public String chineseName() {
    return chineseName;
  }

  /** The categories of that kind of invoice in the order in which they are printed. */
  public static List<FeeCategory> printOrder(EncounterType type) {
    return switch (type) {
      case OUTPATIENT -> OUTPATIENT_ORDER;
      case INPATIENT -> INPATIENT_ORDER;
    };
  }

  /** This category where that kind of invoice has it, else {@link #OTHER}. */
  public FeeCategory printedOn(EncounterType type) {
    return printOrder(type).contains(this) ? this : OTHER;
  }
}
