import { Foreign } from '../foreign/Foreign';
import { yuan } from '../format/money';
import { exactMoment } from '../format/time';
import type { VerificationView } from './lookUp';
import { useTexts } from './speech';

/** The masked view of an invoice that the register has. */
export function FoundInvoice({ view }: { readonly view: VerificationView }) {
  const { texts, language } = useTexts();
  const [title, words] = texts.found.states[view.state] ?? [texts.found.title, ''];
  const good = view.state === 'FINAL';
  return (
    <div className={`found notice ${good ? 'notice-good' : 'notice-warn'}`}>
      <p className="notice-title">{title}</p>
      <p>{words}</p>
      <dl className="facts">
        <dt>{texts.found.issuer}</dt>
        <dd>
          <Foreign lang="zh-CN">{view.issuer}</Foreign>
        </dd>
        <dt>{texts.found.payer}</dt>
        <dd>
          <Foreign lang="zh-CN">{view.payer}</Foreign>
        </dd>
        {view.payerDocument !== null && (
          <>
            <dt>{texts.found.payerDocument}</dt>
            <dd className="number">
              <Foreign>{view.payerDocument}</Foreign>
            </dd>
          </>
        )}
        <dt>{texts.found.total}</dt>
        <dd>
          <strong className="number">¥{yuan(view.totalFen)}</strong> <Foreign lang="zh-CN">{view.totalInCapitals}</Foreign>
        </dd>
        {view.finalAt !== null && (
          <>
            <dt>{texts.found.finalAt}</dt>
            <dd className="number">{exactMoment(view.finalAt, language)}</dd>
          </>
        )}
      </dl>
    </div>
  );
}
