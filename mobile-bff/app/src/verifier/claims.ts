import { FormatError } from './broken';
import { Fields, type Json } from './json';
import type { DocumentType } from './verification';

/** The always visible claims of a document. */
export interface Claims {
  readonly member: number;
  readonly issuerCode: string;
  readonly invoiceId: string;
  readonly totalFen: bigint;
  readonly claimableFen: bigint;
  readonly currency: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly documentType: DocumentType;
}

export const MAX_FEN = 99_999_999_999_999n;

const VCT = 'urn:yipiao:medical-invoice:1';
const CURRENCY = 'CNY';
/** 9999-12-31T00:00:00Z: dates of later years have more than four digits, and calendars end. */
const LAST_ISSUE = 253_402_214_400n;
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';

/**
 * Reads the claims in their one shape.
 *
 * @param claims without the digests
 */
export function readClaims(claims: Json): Claims {
  const fields = new Fields('claims', claims);
  const iss = fields.text('iss');
  const member = fields.integer('member', 1n, 0x7fff_ffffn);
  const issuerCode = creditCode(fields.text('issuer_code'));
  const invoiceId = fields.text('invoice_id');
  const totalFen = fields.integer('total_fen', 1n, MAX_FEN);
  const claimableFen = fields.integer('claimable_fen', 0n, totalFen);
  const currency = fields.text('currency');
  const issuedAt = fields.integer('iat', 0n, LAST_ISSUE);
  const documentType = fields.text('document_type');
  const vct = fields.text('vct');
  fields.end();
  if (!/^[0-9]{18}$/.test(invoiceId)) throw fields.malformed('invoice_id');
  if (iss !== `urn:yipiao:issuer:${issuerCode}`) throw fields.malformed('iss');
  if (currency !== CURRENCY) throw fields.malformed('currency');
  if (vct !== VCT) throw fields.malformed('vct');
  if (documentType !== 'OUTPATIENT_INVOICE' && documentType !== 'INPATIENT_INVOICE') {
    throw fields.malformed('document_type');
  }
  return {
    member: Number(member),
    issuerCode,
    invoiceId,
    totalFen,
    claimableFen,
    currency,
    issuedAt: Number(issuedAt),
    documentType,
  };
}

/** 统一社会信用代码 (GB 32100-2015): 18 characters, the last of which is a check character. */
export function creditCode(text: string): string {
  if (!/^[0-9A-HJ-NP-RTUWXY]{18}$/.test(text)) throw new FormatError('a credit code has 18 characters');
  let sum = 0;
  let weight = 1;
  for (const character of text.slice(0, 17)) {
    sum += CREDIT_ALPHABET.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  if (text[17] !== CREDIT_ALPHABET[(31 - (sum % 31)) % 31]) throw new FormatError("the credit code's check character");
  return text;
}
