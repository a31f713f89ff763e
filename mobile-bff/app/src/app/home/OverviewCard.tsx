import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { Overview } from './visits';

/** What there is to do and what was paid, above the list. */
export function OverviewCard({ overview }: { readonly overview: Overview }) {
  const { texts } = useApp();
  return (
    <section className="overview">
      <Guilloche />
      <p className="overview-label">
        {texts.home.claimable}
        <span className="overview-count">{texts.home.sheets(overview.claimable)}</span>
      </p>
      <p className="overview-amount">
        <Money fen={overview.claimableFen} />
      </p>
      <dl className="overview-foot">
        <div>
          <dt>{texts.home.paid}</dt>
          <dd>
            <Money fen={overview.paidFen} />
          </dd>
        </div>
        <div>
          <dt>{texts.home.running}</dt>
          <dd>{overview.running}</dd>
        </div>
      </dl>
    </section>
  );
}

/** Fine interlaced lines, as on the paper that money and bills are printed on. */
function Guilloche() {
  const lines = Array.from({ length: 11 }, (_, index) => {
    const shift = index * 9;
    return `M-20 ${40 + shift} C 60 ${-40 + shift}, 140 ${150 + shift}, 220 ${40 + shift} S 380 ${-40 + shift}, 460 ${70 + shift}`;
  });
  return (
    <svg className="guilloche" viewBox="0 0 400 180" preserveAspectRatio="xMidYMid slice" aria-hidden focusable="false">
      {lines.map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  );
}
