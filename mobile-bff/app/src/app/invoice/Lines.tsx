import { Button } from 'antd-mobile';
import { useState } from 'react';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { grouped } from '../../format/money';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { Disclosed } from '../../verifier';

const shownAtFirst = 6;

export function Lines({ lines }: { readonly lines: Disclosed['lines'] }) {
  const { texts } = useApp();
  const words = texts.invoice;
  const [all, setAll] = useState(false);
  if (lines.length === 0) return null;
  const shown = all ? lines : lines.slice(0, shownAtFirst);
  return (
    <section className="card" aria-labelledby="lines">
      <h2 id="lines">
        {words.lines}
        <span className="h2-note">{words.lineCount(lines.length)}</span>
      </h2>
      <ul className="lines">
        {shown.map((line, index) => (
          <li key={index} className="line">
            <div className="line-main">
              <Foreign lang="zh-CN" className="line-name">
                {line.name}
              </Foreign>
              <span className="line-facts">
                <span className={`class class-${line.catalogueClass}`}>{words.classes[line.catalogueClass] ?? line.catalogueClass}</span>
                {line.prepayRatio !== '0' && line.catalogueClass === 'B' && <span>{words.prepay(percent(line.prepayRatio))}</span>}
                <span lang="zh-CN">{words.price(grouped(line.unitPrice), line.quantity, line.unit === null ? '' : isolated(line.unit))}</span>
              </span>
            </div>
            <Money fen={line.amountFen} className="line-amount" />
          </li>
        ))}
      </ul>
      {!all && lines.length > shownAtFirst && (
        <Button block fill="none" color="primary" onClick={() => setAll(true)}>
          {words.showAll(lines.length)}
        </Button>
      )}
      <p className="hint">{words.classHints}</p>
    </section>
  );
}

/** A ratio such as `0.1` as `10%`, without the errors of binary fractions. */
function percent(ratio: string): string {
  const value = Number(ratio) * 100;
  return Number.isFinite(value) ? `${Math.round(value * 100) / 100}%` : ratio;
}
