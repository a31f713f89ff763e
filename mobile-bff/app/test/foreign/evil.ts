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

/** A document in which every name is hostile; a hospital signs what it likes. */
export const document: Disclosed = {
  invoiceId: '110601260000000001',
  code: '11060126',
  number: '0000000001',
  member: 5,
  issuerCode: evil,
  totalFen: 1,
  claimableFen: 1,
  currency: 'CNY',
  documentType: 'OUTPATIENT_INVOICE',
  issuedAt: 1_780_000_000,
  issuer: { name: evil, regionCode: '110101', zone: 'Asia/Shanghai' },
  businessNumber: evil,
  payerName: evil,
  payerDocument: { type: 'x', number: evil },
  payerPhone: evil,
  payerMedicalRecord: evil,
  encounter: { type: 'OUTPATIENT', date: '2026-06-01', discharge: null, department: evil, visitNumber: evil, facilityType: evil },
  coverage: evil,
  money: null,
  categories: [{ category: evil, amountFen: 1 }],
  diagnoses: [{ code: evil, system: evil, text: evil }],
  lines: [
    {
      itemCode: evil, name: evil, category: 'OTHER', unit: evil, specification: evil, unitPrice: '1', quantity: '1', amountFen: 1,
      catalogueClass: 'A', prepayRatio: '0', priceCap: null, serviceDate: '2026-06-01', traceCode: evil,
    },
  ],
  linesSumToTotal: true,
  unreadable: [evil],
};

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
