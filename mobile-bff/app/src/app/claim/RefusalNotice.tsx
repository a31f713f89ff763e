import { Foreign } from '../../foreign/Foreign';
import { yuan } from '../../format/money';
import { refusalWords } from '../../texts/codes/say';
import { useApp } from '../data/context';
import type { Refusal } from '../data/shapes';

/** Why nothing is paid, and what can be done. */
export function RefusalNotice({ refusal }: { readonly refusal: Refusal }) {
  const { texts } = useApp();
  const [reason, next] = refusalWords(refusal, texts.codes);
  return (
    <dl className="refusal">
      <div>
        <dt>{texts.claim.why}</dt>
        <dd>
          <Foreign>{reason}</Foreign>
        </dd>
      </div>
      <div>
        <dt>{texts.claim.nextStep}</dt>
        <dd>
          <Foreign>{next}</Foreign>
          {refusal.remainingFen !== null && ` ${texts.claim.remaining(yuan(refusal.remainingFen))}`}
        </dd>
      </div>
    </dl>
  );
}
