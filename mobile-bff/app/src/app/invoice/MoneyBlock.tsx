import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { PersonClaim } from '../data/shapes';
import type { Disclosed } from '../../verifier';

interface MoneyBlockProps {
  readonly document: Disclosed;
  readonly claims: readonly PersonClaim[];
}

/** Who paid what, in plain words, down to what stays with the person. */
export function MoneyBlock({ document, claims }: MoneyBlockProps) {
  const { texts } = useApp();
  const words = texts.invoice;
  const { money } = document;
  if (money === null) return null;
  const reimbursed = claims.reduce((sum, claim) => sum + (claim.status === 'PAID' ? (claim.amountFen ?? 0) : 0), 0);
  const own = money.accountPayFen + money.cashPayFen;
  return (
    <section className="card" aria-labelledby="money">
      <h2 id="money">{words.money}</h2>
      <Split parts={[['fund', money.fundPayFen], ['other', money.otherPayFen], ['account', money.accountPayFen], ['cash', money.cashPayFen]]} />
      <dl className="sums">
        <Sum tone="fund" name={words.fund} hint={words.fundHint} fen={money.fundPayFen} />
        {money.otherPayFen !== 0 && <Sum tone="other" name={words.other} hint={words.otherHint} fen={money.otherPayFen} />}
        {money.accountPayFen !== 0 && <Sum tone="account" name={words.account} hint={words.accountHint} fen={money.accountPayFen} />}
        <Sum tone="cash" name={words.cash} hint={words.cashHint} fen={money.cashPayFen} />
        {money.selfPayFen !== null && <Sum minor name={words.selfPay} fen={money.selfPayFen} />}
        {money.ownExpenseFen !== null && <Sum minor name={words.ownExpense} fen={money.ownExpenseFen} />}
        <Sum strong name={words.total} fen={document.totalFen} />
        {reimbursed > 0 && <Sum good name={words.reimbursed} hint={words.reimbursedHint} fen={reimbursed} />}
        {reimbursed > 0 && <Sum strong name={words.finally} fen={own - reimbursed} />}
      </dl>
    </section>
  );
}

interface SumProps {
  readonly name: string;
  readonly fen: number;
  readonly hint?: string;
  readonly tone?: string;
  readonly minor?: boolean;
  readonly strong?: boolean;
  readonly good?: boolean;
}

function Sum({ name, fen, hint, tone, minor = false, strong = false, good = false }: SumProps) {
  const kind = minor ? 'sum sum-minor' : strong ? 'sum sum-strong' : good ? 'sum sum-good' : 'sum';
  return (
    <div className={kind}>
      <dt>
        {tone !== undefined && <span className={`dot dot-${tone}`} aria-hidden />}
        <span>
          {name}
          {hint !== undefined && <small>{hint}</small>}
        </span>
      </dt>
      <dd>
        <Money fen={fen} />
      </dd>
    </div>
  );
}

/** The parts of a sum as one bar; the figures stand beside it as text. */
function Split({ parts }: { readonly parts: readonly (readonly [tone: string, fen: number])[] }) {
  return (
    <div className="split" aria-hidden>
      {parts
        .filter(([, fen]) => fen > 0)
        .map(([tone, fen]) => (
          <span key={tone} className={`split-${tone}`} style={{ flexGrow: fen }} />
        ))}
    </div>
  );
}
