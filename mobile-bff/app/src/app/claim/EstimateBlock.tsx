import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { ClaimOption, InvoiceSummary } from '../data/shapes';
import { RefusalNotice } from './RefusalNotice';
import { Trace } from './Trace';

interface EstimateBlockProps {
  readonly summary: InvoiceSummary;
  readonly option: ClaimOption;
}

/** What the person would get and bear, and how it is worked out. */
export function EstimateBlock({ summary, option }: EstimateBlockProps) {
  const { texts } = useApp();
  const words = texts.offer;
  const { estimate } = option;
  return (
    <>
      <section className="card offer" aria-labelledby="estimate">
        <p className="offer-payer">
          <Foreign lang="zh-CN">{option.payerName}</Foreign>
          <span>{words.policy(isolated(option.policy))}</span>
        </p>
        {estimate?.decision === 'PAYABLE' && estimate.amountFen !== null ? (
          <>
            <h2 id="estimate" className="offer-label">
              {words.youGet}
            </h2>
            <p className="offer-amount">
              <Money fen={estimate.amountFen} />
            </p>
            <Shares total={summary.totalFen} get={estimate.amountFen} keep={estimate.personShareFen} />
            <p className="hint">
              {words.estimate}
              {!estimate.positionKnown && ` ${words.positionUnknown}`}
            </p>
          </>
        ) : (
          <>
            <h2 id="estimate" className="offer-plain">
              {estimate === null ? words.cannotEstimate : estimate.decision === 'REVIEW' ? words.review : words.notPayable}
            </h2>
            {estimate?.decision === 'REVIEW' && <p className="hint">{words.reviewDetail}</p>}
          </>
        )}
        {!option.official && <p className="test-rules">{words.unofficial}</p>}
        {estimate?.refusal !== null && estimate !== null && <RefusalNotice refusal={estimate.refusal} />}
      </section>
      {estimate !== null && <Trace trace={estimate.trace} plan={estimate} />}
    </>
  );
}

function Shares({ total, get, keep }: { readonly total: number; readonly get: number; readonly keep: number | null }) {
  const { texts } = useApp();
  const words = texts.offer;
  return (
    <>
      <div className="split" aria-hidden>
        <span className="split-get" style={{ flexGrow: get }} />
        <span className="split-keep" style={{ flexGrow: Math.max(total - get, 0) }} />
      </div>
      <dl className="shares">
        <div>
          <dt>{words.of}</dt>
          <dd>
            <Money fen={total} />
          </dd>
        </div>
        {keep !== null && (
          <div>
            <dt>{words.youKeep}</dt>
            <dd>
              <Money fen={keep} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}
