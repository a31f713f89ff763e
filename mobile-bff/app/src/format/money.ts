/** Fen as yuan with two decimals and thousands separators, `1,260.00`; without a currency sign. */
export function yuan(fen: number): string {
  if (!Number.isSafeInteger(fen)) return '—';
  const sign = fen < 0 ? '-' : '';
  const absolute = Math.abs(fen);
  const whole = Math.floor(absolute / 100).toString().replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${(absolute % 100).toString().padStart(2, '0')}`;
}

/** A decimal yuan text of a server, `1260.00`, with thousands separators; anything else as it is. */
export function grouped(decimal: string): string {
  const parts = /^(-?)(\d+)(\.\d+)?$/.exec(decimal);
  if (parts === null) return decimal;
  return `${parts[1]}${(parts[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',')}${parts[3] ?? ''}`;
}

const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const groups = ['', '万', '亿', '万亿'];

/** Chinese capitals as a bill prints them: 126000 fen is 壹仟贰佰陆拾元整. */
export function capitals(fen: number): string {
  if (!Number.isSafeInteger(fen) || Math.abs(fen) >= 1e15) return '—';
  const absolute = Math.abs(fen);
  const jiao = Math.floor(absolute / 10) % 10;
  const cents = absolute % 10;
  const whole = wholeInCapitals(Math.floor(absolute / 100));
  let text = whole === '' ? '' : `${whole}元`;
  if (jiao > 0) text += `${digits[jiao]}角`;
  else if (cents > 0 && whole !== '') text += '零';
  if (cents > 0) text += `${digits[cents]}分`;
  if (text === '') text = '零元';
  return `${fen < 0 ? '负' : ''}${text}${cents === 0 ? '整' : ''}`;
}

function wholeInCapitals(whole: number): string {
  let text = '';
  let gap = false;
  for (let group = 3; group >= 0; group--) {
    const part = Math.floor(whole / 10 ** (4 * group)) % 10000;
    if (part === 0) {
      gap = text !== '';
      continue;
    }
    if (text !== '' && (gap || part < 1000)) text += '零';
    gap = false;
    text += fourInCapitals(part) + groups[group];
  }
  return text;
}

function fourInCapitals(part: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place--) {
    const digit = Math.floor(part / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    if (gap) text += '零';
    gap = false;
    text += `${digits[digit]}${places[place]}`;
  }
  return text;
}
