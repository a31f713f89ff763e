import { Foreign } from '../foreign/Foreign';
import { capitals, grouped, yuan } from '../format/money';
import { exactMoment } from '../format/time';
import type { Disclosed, Outcome, Signer, SuiteName } from '../verifier';
import { useTexts } from './speech';

interface DocumentPaperProps {
  readonly document: Disclosed;
  /** Who has signed it, where that is known. */
  readonly signer: Signer | null;
  /** By what it is signed, where that is known. */
  readonly suite: SuiteName | null;
  readonly outcome: Outcome;
}

/** What the document says, like the paper; marked where its proof does not hold. */
export function DocumentPaper({ document, signer, suite, outcome }: DocumentPaperProps) {
  const { texts, language } = useTexts();
  const hidden = <span className="paper-hidden">{texts.paper.hidden}</span>;
  return (
    <section className="card paper" aria-labelledby="paper-title">
      {outcome !== 'VALID' && (
        <p className="notice notice-warn">{outcome === 'BROKEN' ? texts.paper.unproven : texts.paper.unchecked}</p>
      )}
      <h2 id="paper-title">{texts.paper.types[document.documentType]}</h2>
      <dl className="facts paper-facts">
        <dt>{texts.paper.code}</dt>
        <dd className="number">{document.code}</dd>
        <dt>{texts.paper.number}</dt>
        <dd className="number">{document.number}</dd>
        <dt>{texts.paper.issuedAt}</dt>
        <dd className="number">{exactMoment(new Date(document.issuedAt * 1000).toISOString(), language)}</dd>
        <dt>{texts.paper.issuer}</dt>
        <dd>
          {document.issuer === null ? hidden : <Foreign lang="zh-CN">{document.issuer.name}</Foreign>} <Foreign className="mono">{document.issuerCode}</Foreign>
        </dd>
        {signer !== null && (
          <>
            <dt>{texts.paper.signer}</dt>
            <dd>
              <Foreign lang="zh-CN">{signer.name}</Foreign> <Foreign className="mono">{signer.creditCode}</Foreign>{' '}
              <span className="paper-member">{texts.paper.member(signer.member)}</span>
            </dd>
          </>
        )}
        {suite !== null && (
          <>
            <dt>{texts.details['suite']}</dt>
            <dd>{texts.suites[suite]}</dd>
          </>
        )}
        <dt>{texts.paper.payer}</dt>
        <dd>{document.payerName === null ? hidden : <Foreign lang="zh-CN">{document.payerName}</Foreign>}</dd>
      </dl>
      <Lines document={document} />
      <div className="paper-total">
        <span>{texts.paper.total}</span>
        <strong className="number">¥{yuan(document.totalFen)}</strong>
        <span className="paper-capitals">{capitals(document.totalFen)}</span>
      </div>
      <p className="paper-claimable">
        {texts.paper.claimable} <span className="number">¥{yuan(document.claimableFen)}</span>
      </p>
      {document.unreadable.length > 0 && <p className="field-hint">{texts.paper.unreadable}</p>}
    </section>
  );
}

function Lines({ document }: { readonly document: Disclosed }) {
  const { texts } = useTexts();
  if (document.lines.length === 0) return <p className="field-hint">{texts.paper.noLines}</p>;
  return (
    <>
      <table className="paper-lines">
        <thead>
          <tr>
            <th scope="col">{texts.paper.item}</th>
            <th scope="col">{texts.paper.quantity}</th>
            <th scope="col">{texts.paper.amount}</th>
          </tr>
        </thead>
        <tbody>
          {document.lines.map((line, i) => (
            <tr key={i}>
              <td>
                <Foreign lang="zh-CN">{line.name}</Foreign>
              </td>
              <td className="number">
                {grouped(line.quantity)} <Foreign>{line.unit ?? ''}</Foreign>
              </td>
              <td className="number">{yuan(line.amountFen)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {!document.linesSumToTotal && <p className="field-hint">{texts.paper.partial}</p>}
    </>
  );
}
