import { ExclamationCircleOutline } from 'antd-mobile-icons';
import type { Disclosed } from '../../verifier';
import { useApp } from '../data/context';
import type { InvoiceSummary } from '../data/shapes';
import { differences } from './differences';

/** Warns when the list said of the invoice what its document does not. */
export function DifferenceNotice({ summary, document }: { readonly summary: InvoiceSummary; readonly document: Disclosed }) {
  const { texts, language } = useApp();
  const words = texts.verification;
  const found = differences(summary, document);
  if (found.length === 0) return null;
  const names = new Intl.ListFormat(language, { type: 'conjunction' }).format(found.map((what) => words.summaryFields[what] ?? what));
  return (
    <section className="notice notice-warn" role="alert">
      <ExclamationCircleOutline className="notice-icon" aria-hidden />
      <div>
        <p className="notice-title">{words.summaryDiffers}</p>
        <p>{words.summaryDiffersDetail(names)}</p>
      </div>
    </section>
  );
}
