import { Foreign } from '../foreign/Foreign';
import { isolated } from '../foreign/visible';
import { grouped, yuan } from '../format/money';
import { exactMoment } from '../format/time';
import { causeWords, traceWords } from '../texts/codes/say';
import { Code } from './Code';
import { useConsole } from './context';
import type { Claim, Decision, PersonDecision } from './shapes';

/** How the amount was found, line by line. */
export function Trace({ claim }: { readonly claim: Claim }) {
  const { texts } = useConsole();
  return (
    <section className="card claim-part" aria-labelledby="trace">
      <h3 id="trace">{texts.claim.trace}</h3>
      <p className="field-hint">{claim.trace.length === 0 ? texts.claim.noTrace : texts.claim.traceWords}</p>
      <ol className="trace">
        {claim.trace.map((entry, i) => (
          <li key={i}>
            <p>
              <Foreign>{traceWords(entry, texts.codes)}</Foreign> <Code>{entry.step}</Code>
            </p>
            <dl>
              {Object.entries(entry.amounts).map(([name, amount]) => (
                <div key={name}>
                  <dt>{texts.amounts[name] ?? name}</dt>
                  <dd className="number">
                    <Foreign>{grouped(amount)}</Foreign>
                  </dd>
                </div>
              ))}
            </dl>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The states that the claim has been through, with their causes. */
export function Timeline({ claim }: { readonly claim: Claim }) {
  const { texts, language } = useConsole();
  return (
    <section className="card claim-part" aria-labelledby="timeline">
      <h3 id="timeline">{texts.claim.timeline}</h3>
      <ol className="timeline">
        {claim.timeline.map((entry, i) => (
          <li key={i} data-state={entry.state}>
            <span className="timeline-state">{texts.states[entry.state] ?? entry.state}</span>
            <time className="number" dateTime={entry.at}>
              {exactMoment(entry.at, language)}
            </time>
            {entry.cause !== entry.state && (
              <span className="timeline-cause">
                {causeWords(entry.cause, texts.codes)} <Code>{entry.cause}</Code>
              </span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** What people have decided on the claim before. */
export function Decisions({ claim }: { readonly claim: Claim }) {
  const { texts } = useConsole();
  if (claim.decisions.length === 0) return null;
  return (
    <section className="card claim-part" aria-labelledby="decisions">
      <h3 id="decisions">{texts.claim.decisions}</h3>
      <ul className="decisions">
        {claim.decisions.map((decision, i) => (
          <li key={i}>
            <DecisionWords decision={decision} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function DecisionWords({ decision }: { readonly decision: PersonDecision }) {
  const { texts, language } = useConsole();
  const people = [
    decision.decidedBy === null ? null : texts.claim.decidedBy(isolated(decision.decidedBy)),
    decision.confirmedBy === null ? null : texts.claim.confirmedBy(isolated(decision.confirmedBy)),
    exactMoment(decision.at, language),
  ];
  return (
    <>
      <p className="decision-title">
        {texts.decide.choices[decision.decision as Decision]?.[0] ?? decision.decision}
        {decision.amountFen !== null && <span className="number"> ¥{yuan(decision.amountFen)}</span>}
      </p>
      <p>
        <Foreign>{texts.decide.reasons[decision.reasonCode] ?? decision.reason}</Foreign> <Code>{decision.reasonCode}</Code>
      </p>
      {decision.note !== null && (
        <p>
          {texts.claim.note}: <Foreign>{decision.note}</Foreign>
        </p>
      )}
      <p className="field-hint">{people.filter((each) => each !== null).join(' · ')}</p>
    </>
  );
}
