package org.yipiao.invoice.api;

import java.util.Set;

/**
 * What of an invoice's content a person shows to a payer, in the order of the document. What is
 * always visible (number, hospital's credit code, amounts, day of issue) is shown with any of them;
 * the person's phone and record number are shown with none.
 */
public enum Field {
  /** The hospital's name, region and time zone. */
  ISSUER,
  /** Kind and days of the visit or stay, department, visit number. */
  ENCOUNTER,
  /** The insurance that the hospital was shown. */
  COVERAGE,
  /** Who paid what at the counter. */
  MONEY,
  /** The sums of the fee categories. */
  CATEGORIES,
  /** Every line; lines are shown together or not at all. */
  LINES,
  DIAGNOSES,
  PAYER_NAME,
  /** Type and number of the person's national document. */
  PAYER_DOCUMENT,
  /** The hospital's own number of the bill. */
  BUSINESS_NUMBER;

  /** Without these a payer cannot work out what it reimburses. */
  public static final Set<Field> NEEDED_FOR_REIMBURSEMENT = Set.of(ISSUER, ENCOUNTER, MONEY, LINES);
}
