import { visible } from '../../foreign/visible';
import { capitals, yuan } from '../../format/money';
import { dateOf } from '../../format/time';
import type { Disclosed } from '../../verifier';
import { masked } from './masked';
import { categoryNames, coverageNames } from './printed';
import { HospitalSeal, RegisterSeal } from './Seals';

const width = 860;
const rowHeight = 30;
const tableTop = 178;

/** The bill as hospitals print it, in simplified Chinese whatever the reader's language. */
export function Paper({ document, label }: { readonly document: Disclosed; readonly label: string }) {
  const half = Math.max(4, Math.ceil(document.categories.length / 2));
  const totalTop = tableTop + rowHeight * (half + 1);
  const otherTop = totalTop + rowHeight + 26;
  const height = otherTop + 186;
  return (
    <svg className="paper" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} lang="zh-CN">
      <Ground height={height} />
      <text x={width / 2} y={64} className="paper-title">
        {title(document)}
      </text>
      <path d="M250 78H610M250 83H610" className="paper-rule" />
      <RegisterSeal x={width / 2} y={112} />
      <Head document={document} />
      <Categories document={document} half={half} />
      <g>
        <rect x={40} y={totalTop} width={780} height={rowHeight} className="paper-box" />
        <Label x={52} y={totalTop + 20} words="金额合计（大写）" />
        <Value x={172} y={totalTop + 20} words={capitals(document.totalFen)} />
        <Label x={590} y={totalTop + 20} words="（小写）" />
        <Value x={650} y={totalTop + 20} words={`¥${yuan(document.totalFen)}`} strong />
      </g>
      <Other document={document} top={otherTop} />
      <g>
        <Label x={40} y={height - 32} words="收款单位（章）" />
        <Value x={146} y={height - 32} words={document.issuer?.name ?? document.issuerCode} room={276} />
        <Label x={430} y={height - 32} words="开具方式：电子" />
      </g>
      <HospitalSeal x={742} y={height - 72} name={document.issuer?.name ?? ''} code={document.issuerCode} />
    </svg>
  );
}

function title(document: Disclosed): string {
  return document.documentType === 'INPATIENT_INVOICE' ? '医疗住院收费票据（电子）' : '医疗门诊收费票据（电子）';
}

function Ground({ height }: { readonly height: number }) {
  const waves = Array.from({ length: Math.ceil(height / 26) }, (_, index) => {
    const y = index * 26 + 6;
    return `M0 ${y} C 110 ${y - 18}, 210 ${y + 18}, 320 ${y} S 540 ${y - 18}, 650 ${y} S 800 ${y + 14}, 860 ${y}`;
  });
  return (
    <g aria-hidden>
      <rect width={width} height={height} fill="#fffdf7" />
      {waves.map((wave) => (
        <path key={wave} d={wave} className="paper-wave" />
      ))}
      <rect x={18} y={18} width={width - 36} height={height - 36} className="paper-frame" />
    </g>
  );
}

function Head({ document }: { readonly document: Disclosed }) {
  const left: [string, string][] = [
    ['票据代码', document.code],
    ['交款人', document.payerName ?? '—'],
    ['证件号码', document.payerDocument === null ? '—' : masked(document.payerDocument.number)],
  ];
  const right: [string, string][] = [
    ['票据号码', document.number],
    ['开票日期', dateOf(new Date(document.issuedAt * 1000).toISOString())],
    ['信用代码', document.issuerCode],
  ];
  return (
    <g>
      {left.map(([label, value], index) => (
        <g key={label}>
          <Label x={40} y={104 + index * 26} words={`${label}：`} />
          <Value x={112} y={104 + index * 26} words={value} room={240} />
        </g>
      ))}
      {right.map(([label, value], index) => (
        <g key={label}>
          <Label x={586} y={104 + index * 26} words={`${label}：`} />
          <Value x={658} y={104 + index * 26} words={value} room={166} />
        </g>
      ))}
    </g>
  );
}

function Categories({ document, half }: { readonly document: Disclosed; readonly half: number }) {
  const columns = [document.categories.slice(0, half), document.categories.slice(half)];
  return (
    <g>
      <rect x={40} y={tableTop} width={780} height={rowHeight * (half + 1)} className="paper-box" />
      <path d={`M40 ${tableTop + rowHeight}H820M430 ${tableTop}V${tableTop + rowHeight * (half + 1)}`} className="paper-line" />
      {columns.map((rows, column) => {
        const left = 40 + column * 390;
        return (
          <g key={column}>
            <Label x={left + 12} y={tableTop + 20} words="项目名称" />
            <text x={left + 376} y={tableTop + 20} className="paper-label" textAnchor="end">
              金额（元）
            </text>
            {rows.map((row, index) => (
              <g key={row.category}>
                <Value x={left + 12} y={tableTop + rowHeight * (index + 1) + 20} words={categoryNames[row.category] ?? row.category} />
                <text x={left + 376} y={tableTop + rowHeight * (index + 1) + 20} className="paper-value" textAnchor="end">
                  {yuan(row.amountFen)}
                </text>
              </g>
            ))}
          </g>
        );
      })}
    </g>
  );
}

function Other({ document, top }: { readonly document: Disclosed; readonly top: number }) {
  const inpatient = document.documentType === 'INPATIENT_INVOICE';
  const { encounter, money } = document;
  const shown: [string, string | null | undefined][] = [
    ['业务流水号', document.businessNumber],
    [inpatient ? '住院号' : '门诊号', encounter?.visitNumber],
    [inpatient ? '入院日期' : '就诊日期', encounter?.date],
    ['出院日期', encounter?.discharge],
    ['科别', encounter?.department],
    ['医保类型', document.coverage === null ? null : (coverageNames[document.coverage] ?? document.coverage)],
    ['医保统筹基金支付', amount(money?.fundPayFen)],
    ['其他支付', amount(money?.otherPayFen)],
    ['个人账户支付', amount(money?.accountPayFen)],
    ['个人现金支付', amount(money?.cashPayFen)],
    ['个人自付', amount(money?.selfPayFen)],
    ['个人自费', amount(money?.ownExpenseFen)],
  ];
  const present = shown.filter((fact): fact is [string, string] => typeof fact[1] === 'string');
  return (
    <g>
      <Label x={40} y={top} words="其他信息" />
      {placed(present).map(({ label, value, cell }) => {
        const x = 40 + (cell % 3) * 262;
        const y = top + 26 + Math.floor(cell / 3) * 25;
        return (
          <text key={label} x={x} y={y}>
            <tspan className="paper-label">{label}：</tspan>
            <tspan className="paper-value">{visible(value)}</tspan>
          </text>
        );
      })}
    </g>
  );
}

/** Facts in a grid of three columns; a long one takes two cells, and none is cut by the edge. */
function placed(facts: readonly (readonly [label: string, value: string])[]): { label: string; value: string; cell: number }[] {
  let next = 0;
  return facts.map(([label, value]) => {
    const wide = label.length * 14 + value.length * 8.5 > 225;
    if (wide && next % 3 === 2) next++;
    const cell = next;
    next += wide ? 2 : 1;
    return { label, value, cell };
  });
}

function amount(fen: number | null | undefined): string | null {
  return fen === null || fen === undefined ? null : yuan(fen);
}

/** How wide a value is drawn, roughly: a Chinese character is a square. */
function widthOf(text: string): number {
  return [...text].reduce((sum, letter) => sum + (letter > '\u2e7f' ? 14.5 : 8.3), 0);
}

function Label({ x, y, words }: { readonly x: number; readonly y: number; readonly words: string }) {
  return (
    <text x={x} y={y} className="paper-label">
      {words}
    </text>
  );
}

interface ValueProps {
  readonly x: number;
  readonly y: number;
  readonly words: string;
  readonly strong?: boolean;
  /** How wide it may be; a longer one is pressed together. */
  readonly room?: number;
}

function Value({ x, y, words, strong = false, room }: ValueProps) {
  const shown = visible(words);
  const pressed = room !== undefined && widthOf(shown) > room ? { textLength: room, lengthAdjust: 'spacingAndGlyphs' } : {};
  return (
    <text x={x} y={y} className={strong ? 'paper-value paper-strong' : 'paper-value'} {...pressed}>
      {shown}
    </text>
  );
}
