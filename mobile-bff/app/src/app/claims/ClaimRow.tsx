import { RightOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { moment } from '../../format/time';
import { refusalWords } from '../../texts/codes/say';
import { toneOf } from '../claim/steps';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { PersonClaim, Refusal } from '../data/shapes';
import { Link } from '../routing/Link';

export function ClaimRow({ claim }: { readonly claim: PersonClaim }) {
  const { texts, language } = useApp();
  return (
    <li>
      <Link to={`/claims/${claim.claimId}`} className="row">
        <span className="row-main">
          <Foreign className="row-title" lang="zh-CN">
            {claim.payerName}
          </Foreign>
          <span className="row-number">{moment(claim.submittedAt, language)}</span>
          {claim.refusal !== null && claim.ended && <Why refusal={claim.refusal} />}
        </span>
        <span className="row-end">
          {claim.amountFen !== null && <Money fen={claim.amountFen} className="row-amount" />}
          <span className={`chip chip-${toneOf(claim.status)}`}>{texts.claim.states[claim.status] ?? isolated(claim.statusText)}</span>
        </span>
        <RightOutline aria-hidden className="row-arrow" />
      </Link>
    </li>
  );
}

/** Why nothing is paid, and what can be done. */
function Why({ refusal }: { readonly refusal: Refusal }) {
  const { texts } = useApp();
  const [reason, next] = refusalWords(refusal, texts.codes);
  return (
    <span className="row-why">
      <Foreign>{reason}</Foreign> <Foreign>{next}</Foreign>
    </span>
  );
}
