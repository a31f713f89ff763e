import { Foreign } from '../foreign/Foreign';
import { CHAIN, type Check, type CheckId, type Verification } from '../verifier';
import { StepSign, type Standing } from './StepSign';
import { useTexts } from './speech';

const groups: readonly (readonly CheckId[])[] = [CHAIN.slice(0, 3), CHAIN.slice(3, 7), CHAIN.slice(7, 9), CHAIN.slice(9)];

/** The links from the file to the ledger's cosigned state, each in plain words with its technical detail folded. */
export function ChainSteps({ verification }: { readonly verification: Verification }) {
  const { texts } = useTexts();
  const checks = new Map(verification.checks.map((check) => [check.id, check]));
  return (
    <section className="card chain" aria-labelledby="chain-title">
      <h2 id="chain-title">{texts.chain.title}</h2>
      {groups.map((ids, i) => (
        <div className="chain-group" key={ids[0]}>
          <h3>{texts.chain.groups[i]}</h3>
          <ol>
            {ids.map((id) => (
              <Step key={id} id={id} check={checks.get(id)} />
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

function Step({ id, check }: { readonly id: CheckId; readonly check: Check | undefined }) {
  const { texts } = useTexts();
  const [title, words] = texts.checks[id];
  const standing = standingOf(check);
  const code = check?.problem ?? check?.doubt;
  const problem = code === undefined ? undefined : (texts.broken[code] ?? code);
  const details = Object.entries(check?.detail ?? {});
  return (
    <li className="step" data-standing={standing}>
      <StepSign standing={standing} />
      <div className="step-words">
        <p className="step-title">
          {title} <span className="step-standing">{texts.chain[standing]}</span>
        </p>
        {standing !== 'unreached' && <p>{problem ?? words}</p>}
        {details.length > 0 && (
          <details>
            <summary>{texts.chain.detail}</summary>
            <dl className="facts">
              {code !== undefined && <Fact label={texts.chain.code} value={code} />}
              {details.map(([name, value]) => (
                <Fact key={name} label={texts.details[name] ?? name} value={String(value)} />
              ))}
            </dl>
          </details>
        )}
      </div>
    </li>
  );
}

function Fact({ label, value }: { readonly label: string; readonly value: string }) {
  return (
    <>
      <dt>{label}</dt>
      <dd className="mono">
        <Foreign>{value}</Foreign>
      </dd>
    </>
  );
}

function standingOf(check: Check | undefined): Standing {
  if (check === undefined) return 'unreached';
  if (check.ok) return check.doubt === undefined ? 'ok' : 'doubt';
  return check.unable === true ? 'unable' : 'broken';
}
