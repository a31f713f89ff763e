/** What a bill prints for the codes of its document; a bill is printed in simplified Chinese. */
export const categoryNames: Readonly<Record<string, string>> = {
  CONSULTATION: '诊察费',
  EXAMINATION: '检查费',
  LABORATORY: '化验费',
  TREATMENT: '治疗费',
  SURGERY: '手术费',
  MATERIAL: '卫生材料费',
  WESTERN_MEDICINE: '西药费',
  HERBAL_MEDICINE: '中药饮片',
  PATENT_MEDICINE: '中成药费',
  GENERAL_CONSULTATION: '一般诊疗费',
  REGISTRATION: '挂号费',
  BED: '床位费',
  NURSING: '护理费',
  OTHER: '其他费用',
};

export const coverageNames: Readonly<Record<string, string>> = {
  EMPLOYEE: '职工医保',
  RESIDENT: '居民医保',
  PUBLIC_FUNDED: '公费医疗',
  SELF_PAID: '自费',
  OTHER: '其他',
};
