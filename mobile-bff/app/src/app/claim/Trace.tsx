import { DownOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { grouped } from '../../format/money';
import { traceWords } from '../../texts/codes/say';
import { useApp } from '../data/context';
import type { TraceEntry } from '../data/shapes';

interface TraceProps {
  readonly trace: readonly TraceEntry[];
  readonly plan: { readonly planId: string | null; readonly planEffectiveFrom: string | null; readonly planSource: string | null };
}

/** How an amount was found, line by line. */
export function Trace({ trace, plan }: TraceProps) {
  const { texts } = useApp();
  if (trace.length === 0) return null;
  return (
    <details className="card fold">
      <summary>
        <h2>
          {texts.offer.trace}
          <span className="h2-note">{texts.offer.steps(trace.length)}</span>
        </h2>
        <DownOutline aria-hidden className="disclose-arrow" />
      </summary>
      <ol className="trace">
        {trace.map((entry, index) => {
          const amount = telling(entry);
          return (
            <li key={index} className={entry.step === 'RESULT' ? 'step step-result' : 'step'}>
              <p className="step-head">
                <span>{texts.trace[entry.step] ?? entry.step}</span>
                {amount !== null && <span className="money">¥{grouped(amount)}</span>}
              </p>
              <p className="step-text">
                <Foreign>{traceWords(entry, texts.codes)}</Foreign>
              </p>
            </li>
          );
        })}
      </ol>
      {plan.planId !== null && plan.planEffectiveFrom !== null && (
        <p className="hint">
          {texts.offer.plan(isolated(plan.planId), plan.planEffectiveFrom)}
          {plan.planSource !== null && (
            <>
              <br />
              {texts.offer.source}: <Foreign>{plan.planSource}</Foreign>
            </>
          )}
        </p>
      )}
    </details>
  );
}

/** The amount that a step comes to, by the names of the national interface. */
const comesTo: Readonly<Record<string, string>> = {
  LINE_SPLIT: 'inscp_scp_amt',
  SCOPE_TOTAL: 'inscp_scp_amt',
  DEDUCTIBLE: 'act_pay_dedc',
  BAND: 'pays',
  SCALE_ROUNDED: 'hifp_pay',
  ELIGIBLE_EXPENSE: 'eligible',
  COMPENSATION_RECEIVED: 'left',
  POLICY_RATIO: 'oth_pay',
  ANNUAL_CAP: 'amount',
  PAID_AT_COUNTER: 'amount',
  REMAINING_ON_BILL: 'amount',
  RESULT: 'amount',
};

function telling(entry: TraceEntry): string | null {
  const name = comesTo[entry.step];
  return name === undefined ? null : (entry.amounts[name] ?? null);
}
