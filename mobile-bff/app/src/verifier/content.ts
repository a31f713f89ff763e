import { FormatError } from './broken';
import { MAX_FEN, type Claims } from './claims';
import { Fields, type Json, type JsonMap } from './json';
import type { Disclosed, DiagnosisContent, LineContent } from './verification';

const CATEGORIES = [
  'CONSULTATION',
  'EXAMINATION',
  'LABORATORY',
  'TREATMENT',
  'SURGERY',
  'MATERIAL',
  'WESTERN_MEDICINE',
  'HERBAL_MEDICINE',
  'PATENT_MEDICINE',
  'GENERAL_CONSULTATION',
  'REGISTRATION',
  'BED',
  'NURSING',
  'OTHER',
];
const COVERAGES = ['EMPLOYEE', 'RESIDENT', 'PUBLIC_FUNDED', 'SELF_PAID', 'OTHER'];
const ENCOUNTERS = ['OUTPATIENT', 'INPATIENT'];
const CLASSES = ['A', 'B', 'C'];

/** The document's content as far as it is disclosed; a claim in another shape is named, not guessed at. */
export function readContent(claims: Claims, disclosed: JsonMap): Disclosed {
  const unread = new Set(disclosed.keys());
  const take = <T>(name: string, read: (value: Json) => T): T | null => {
    const value = disclosed.get(name);
    if (value === undefined) return null;
    try {
      const taken = read(value);
      unread.delete(name);
      return taken;
    } catch (e) {
      if (e instanceof FormatError) return null;
      throw e;
    }
  };
  const numbered = <T>(pattern: RegExp, read: (value: Json) => T): readonly T[] =>
    [...disclosed.keys()]
      .filter((name) => pattern.test(name))
      .sort()
      .flatMap((name) => take(name, read) ?? []);
  const lines = numbered(/^line_[0-9]{4}$/, line);
  const sum = lines.reduce((total, each) => total + BigInt(each.amountFen), 0n);
  return {
    ...visible(claims),
    issuer: take('issuer', issuer),
    businessNumber: take('business_number', text),
    payerName: take('payer_name', text),
    payerDocument: take('payer_document', document),
    payerPhone: take('payer_phone', text),
    payerMedicalRecord: take('payer_medical_record', text),
    encounter: take('encounter', encounter),
    coverage: take('coverage', (value) => oneOf(COVERAGES, text(value))),
    money: take('money', money),
    categories: take('categories', categories) ?? [],
    diagnoses: numbered(/^diagnosis_[0-9]{2}$/, diagnosis),
    lines,
    linesSumToTotal: sum === claims.totalFen,
    unreadable: [...unread],
  };
}

function visible(claims: Claims) {
  return {
    invoiceId: claims.invoiceId,
    code: claims.invoiceId.slice(0, 8),
    number: claims.invoiceId.slice(8),
    member: claims.member,
    issuerCode: claims.issuerCode,
    totalFen: Number(claims.totalFen),
    claimableFen: Number(claims.claimableFen),
    currency: claims.currency,
    documentType: claims.documentType,
    issuedAt: claims.issuedAt,
  };
}

function text(value: Json): string {
  if (typeof value !== 'string') throw new FormatError('not a text');
  return value;
}

function oneOf(known: readonly string[], value: string): string {
  if (!known.includes(value)) throw new FormatError('not a known word');
  return value;
}

/** Reads an object whose members are all known. */
function object<T>(value: Json, read: (fields: Fields) => T): T {
  const fields = new Fields('claim', value);
  const taken = read(fields);
  fields.end();
  return taken;
}

const fen = (fields: Fields, name: string): number => Number(fields.integer(name, 0n, MAX_FEN));
const optionalFen = (fields: Fields, name: string): number | null => (fields.has(name) ? fen(fields, name) : null);

function decimal(fields: Fields, name: string): string {
  const value = fields.text(name);
  if (!/^(0|[1-9][0-9]{0,11})(\.[0-9]{0,5}[1-9])?$/.test(value)) throw fields.malformed(name);
  return value;
}

function date(fields: Fields, name: string): string {
  const value = fields.text(name);
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null;
  if (at === null || Number.isNaN(at.getTime()) || at.toISOString().slice(0, 10) !== value) throw fields.malformed(name);
  return value;
}

function issuer(value: Json) {
  return object(value, (fields) => ({
    name: fields.text('name'),
    regionCode: fields.text('region_code'),
    zone: fields.text('zone'),
  }));
}

function document(value: Json) {
  return object(value, (fields) => ({ type: fields.text('type'), number: fields.text('number') }));
}

function encounter(value: Json) {
  return object(value, (fields) => ({
    type: oneOf(ENCOUNTERS, fields.text('type')),
    date: date(fields, 'date'),
    discharge: fields.has('discharge') ? date(fields, 'discharge') : null,
    department: fields.optionalText('department'),
    visitNumber: fields.optionalText('visit_number'),
    facilityType: fields.optionalText('facility_type'),
  }));
}

function money(value: Json) {
  return object(value, (fields) => ({
    fundPayFen: fen(fields, 'fund_pay_fen'),
    otherPayFen: fen(fields, 'other_pay_fen'),
    accountPayFen: fen(fields, 'account_pay_fen'),
    cashPayFen: fen(fields, 'cash_pay_fen'),
    selfPayFen: optionalFen(fields, 'self_pay_fen'),
    ownExpenseFen: optionalFen(fields, 'own_expense_fen'),
    prepaidFen: optionalFen(fields, 'prepaid_fen'),
    toppedUpFen: optionalFen(fields, 'topped_up_fen'),
    refundedFen: optionalFen(fields, 'refunded_fen'),
  }));
}

function categories(value: Json) {
  if (!Array.isArray(value)) throw new FormatError('not a list');
  return (value as readonly Json[]).map((each) =>
    object(each, (fields) => ({
      category: oneOf(CATEGORIES, fields.text('category')),
      amountFen: fen(fields, 'amount_fen'),
    })),
  );
}

function diagnosis(value: Json): DiagnosisContent {
  return object(value, (fields) => ({
    code: fields.text('code'),
    system: fields.text('system'),
    text: fields.optionalText('text'),
  }));
}

function line(value: Json): LineContent {
  return object(value, (fields) => ({
    itemCode: fields.text('item_code'),
    name: fields.text('name'),
    category: oneOf(CATEGORIES, fields.text('category')),
    unit: fields.optionalText('unit'),
    specification: fields.optionalText('specification'),
    unitPrice: decimal(fields, 'unit_price'),
    quantity: decimal(fields, 'quantity'),
    amountFen: fen(fields, 'amount_fen'),
    catalogueClass: oneOf(CLASSES, fields.text('catalogue_class')),
    prepayRatio: decimal(fields, 'prepay_ratio'),
    priceCap: fields.has('price_cap') ? decimal(fields, 'price_cap') : null,
    serviceDate: date(fields, 'service_date'),
    traceCode: fields.optionalText('trace_code'),
  }));
}
