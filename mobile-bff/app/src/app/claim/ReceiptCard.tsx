import { Foreign } from '../../foreign/Foreign';
import { exactMoment } from '../../format/time';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { Receipt } from '../data/shapes';
import type { Texts } from '../../texts/app';

/** The receipt of a claim that was paid. */
export function ReceiptCard({ receipt }: { readonly receipt: Receipt }) {
  const { texts, language } = useApp();
  const words = texts.claim;
  const facts: [string, string, boolean?][] = [
    [words.payer, receipt.payerName, true],
    [words.tappedAt, exactMoment(receipt.tappedAt, language)],
    [words.paidAt, exactMoment(receipt.paidAt, language)],
    [words.bankStatus, receipt.bankStatus === null ? '—' : (words.bankStates[receipt.bankStatus] ?? receipt.bankStatus)],
    [words.messageId, receipt.messageId ?? '—'],
    [words.claimId, receipt.claimId],
    [words.invoice, receipt.invoiceId],
  ];
  return (
    <section className="card receipt" aria-labelledby="receipt">
      <h2 id="receipt">{words.receipt}</h2>
      <dl className="sums">
        <div className="sum sum-strong">
          <dt>{words.amount}</dt>
          <dd>
            {receipt.amountFen === null ? '—' : <Money fen={receipt.amountFen} />}
          </dd>
        </div>
        <div className="sum">
          <dt>{words.share}</dt>
          <dd>
            {receipt.personShareFen === null ? '—' : <Money fen={receipt.personShareFen} />}
          </dd>
        </div>
      </dl>
      <dl className="facts">
        {facts.map(([name, value, chinese]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <Foreign lang={chinese === true ? 'zh-CN' : undefined}>{value}</Foreign>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** How long it took, in the largest units that matter. */
export function elapsed(millis: number, words: Texts['claim']): string {
  if (millis < 60_000) return words.seconds((millis / 1000).toFixed(1));
  const seconds = Math.round(millis / 1000);
  if (seconds < 3600) return words.minutes(Math.floor(seconds / 60), seconds % 60);
  return words.long(Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60));
}
