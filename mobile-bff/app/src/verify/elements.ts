/** What stands on the paper, as it was typed. */
export interface Elements {
  readonly code: string;
  readonly number: string;
  readonly checkCode: string;
  readonly issueDate: string;
  readonly total: string;
}

export type Element = keyof Elements;

export const elementNames: readonly Element[] = ['code', 'number', 'checkCode', 'issueDate', 'total'];

export const noElements: Elements = { code: '', number: '', checkCode: '', issueDate: '', total: '' };

/** The body of the register's look-up; amounts in fen. */
export interface Query {
  readonly code: string;
  readonly number: string;
  readonly checkCode: string;
  readonly issueDate: string;
  readonly totalFen: number;
}

const MAX_FEN = 99_999_999_999_999;

/** The look-up, or which elements cannot be ones. */
export function readElements(typed: Elements): Query | readonly Element[] {
  const code = plain(typed.code);
  const number = plain(typed.number);
  const checkCode = plain(typed.checkCode).toLowerCase();
  const totalFen = fen(typed.total);
  const wrong: Element[] = [];
  if (!/^[0-9]{8}$/.test(code)) wrong.push('code');
  if (!/^[0-9]{10}$/.test(number)) wrong.push('number');
  if (!/^[0-9a-f]{6}$/.test(checkCode)) wrong.push('checkCode');
  if (!isDate(typed.issueDate)) wrong.push('issueDate');
  if (totalFen === null) wrong.push('total');
  return totalFen === null || wrong.length > 0
    ? wrong
    : { code, number, checkCode, issueDate: typed.issueDate, totalFen };
}

/** Without spaces, and with the digits of full-width keyboards as plain ones. */
function plain(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, '');
}

function isDate(text: string): boolean {
  const at = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : null;
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function fen(yuan: string): number | null {
  const found = /^[¥￥]?([0-9]{1,12})(?:\.([0-9]{1,2}))?元?$/.exec(plain(yuan).replace(/,/g, ''));
  if (found === null) return null;
  const amount = Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'));
  return amount > 0 && amount <= MAX_FEN ? amount : null;
}

/** The elements in the text of a paper's QR code, `d=code_number_check_amount_yyyymmdd`. */
export function fromQrText(text: string): Elements | null {
  const found = /(?:^|[?&])d=([0-9]{8})_([0-9]{10})_([0-9a-f]{6})_([0-9]+\.[0-9]{2})_([0-9]{4})([0-9]{2})([0-9]{2})$/.exec(
    text.trim(),
  );
  if (found === null) return null;
  const [, code = '', number = '', checkCode = '', total = '', year, month, day] = found;
  return { code, number, checkCode, total, issueDate: `${year}-${month}-${day}` };
}
