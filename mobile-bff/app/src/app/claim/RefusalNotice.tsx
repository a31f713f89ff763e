import { yuan } from '../../format/money';
import { useApp } from '../data/context';
import type { Refusal } from '../data/shapes';

/** Why nothing is paid, and what can be done. */
export function RefusalNotice({ refusal }: { readonly refusal: Refusal }) {
  const { texts } = useApp();
  return (
    <dl className="refusal">
      <div>
        <dt>{texts.claim.why}</dt>
        <dd>{refusal.reason}</dd>
      </div>
      <div>
        <dt>{texts.claim.nextStep}</dt>
        <dd>
          {refusal.nextStep}
          {refusal.remainingFen !== null && ` ${texts.claim.remaining(yuan(refusal.remainingFen))}`}
        </dd>
      </div>
    </dl>
  );
}
