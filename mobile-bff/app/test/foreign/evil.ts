import { texts as appTexts } from '../../src/texts/app/zh-CN';
import { texts as payersTexts } from '../../src/texts/payers/zh-CN';
import { texts as verifyTexts } from '../../src/texts/verify/zh-CN';
import type { AppState } from '../../src/app/data/context';
import type { Console } from '../../src/payers/context';
import type { Disclosed, Signer } from '../../src/verifier';

/** Letters that run from the right, an override of the order, hidden characters, and markup. */
export const evil = '\u202eمستشفى\u202c\u200b\u2066"><b>&';

export const app = { language: 'zh-CN', texts: appTexts, session: {}, live: {} } as unknown as AppState;
export const desk = { language: 'zh-CN', texts: verifyTexts } as const;
export const console = { language: 'zh-CN', texts: payersTexts } as unknown as Console;

export const signer: Signer = { name: evil, creditCode: evil, member: 5, naming: 'DIFFERENT' };

/** A document in which every name is this text; a hospital signs what it likes. */
export const documentNaming = (text: string): Disclosed => ({
  invoiceId: '110601260000000001',
  code: '11060126',
  number: '0000000001',
  member: 5,
  issuerCode: text,
  totalFen: 1,
  claimableFen: 1,
  currency: 'CNY',
  documentType: 'OUTPATIENT_INVOICE',
  issuedAt: 1_780_000_000,
  issuer: { name: text, regionCode: '110101', zone: 'Asia/Shanghai' },
  businessNumber: text,
  payerName: text,
  payerDocument: { type: 'x', number: text },
  payerPhone: text,
  payerMedicalRecord: text,
  encounter: { type: 'OUTPATIENT', date: '2026-06-01', discharge: null, department: text, visitNumber: text, facilityType: text },
  coverage: text,
  money: null,
  categories: [{ category: text, amountFen: 1 }],
  diagnoses: [{ code: text, system: text, text: text }],
  lines: [
    {
      itemCode: text, name: text, category: 'OTHER', unit: text, specification: text, unitPrice: '1', quantity: '1', amountFen: 1,
      catalogueClass: 'A', prepayRatio: '0', priceCap: null, serviceDate: '2026-06-01', traceCode: text,
    },
  ],
  linesSumToTotal: true,
  unreadable: [text],
});

export const document = documentNaming(evil);

/** What of the page's own words a foreign text could move: nothing may be left of it outside of what keeps it apart. */
export function leaks(markup: string): readonly string[] {
  const apart = markup
    .replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<bdi[^>]*>[^<]*<\/bdi>/g, '')
    .replace(/\u2068[^\u2069]*\u2069/g, '')
    .replace(/ (?:id|for|aria-labelledby|href|class)="[^"]*"/g, '');
  return apart.match(/.{0,60}مستشفى.{0,20}/g) ?? [];
}

/** Characters that nobody sees, without those that keep a text apart. */
export const unseen = /[\u200b-\u200f\u202a-\u202e\u2060-\u2067\u206a-\u206f\ufeff]|<b>/;
