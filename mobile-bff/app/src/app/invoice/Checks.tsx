import { CheckOutline, CheckShieldFill, CloseOutline, CloseShieldOutline, DownOutline, ExclamationOutline, QuestionCircleOutline } from 'antd-mobile-icons';
import { DotLoading } from 'antd-mobile';
import { useState } from 'react';
import { Foreign } from '../../foreign/Foreign';
import { CHAIN, type Check, type Verification } from '../../verifier/verification';
import { useApp } from '../data/context';
import { FailureNotice } from '../components/Notice';
import type { VerificationState } from './useVerification';

/** The verification as a chain of checks, each in plain words. */
export function Checks({ state, retry }: { readonly state: VerificationState; readonly retry: () => void }) {
  const { texts } = useApp();
  const words = texts.verification;
  if (state.kind === 'nothing') return null;
  if (state.kind === 'running') {
    return (
      <section className="card verdict verdict-running" role="status">
        <DotLoading color="primary" aria-hidden />
        <p>{words.running}</p>
      </section>
    );
  }
  if (state.kind === 'failed') return <FailureNotice failure={state.failure} retry={retry} />;
  return <Verdict verification={state.verification} retry={retry} />;
}

const tones = { VALID: 'good', BROKEN: 'bad', CANNOT_CHECK: 'unsure' } as const;

function Verdict({ verification, retry }: { readonly verification: Verification; readonly retry: () => void }) {
  const { texts } = useApp();
  const words = texts.verification;
  const tone = tones[verification.outcome];
  const [open, setOpen] = useState(tone === 'bad');
  const [facts, setFacts] = useState(false);
  const titles = { good: words.good, bad: words.bad, unsure: words.broken };
  const details = { good: words.goodDetail, bad: words.badDetail, unsure: words.brokenDetail };
  return (
    <section className={`card verdict verdict-${tone}`} aria-labelledby="verdict">
      <div className="verdict-head">
        {tone === 'good' ? <CheckShieldFill aria-hidden className="verdict-icon" /> : tone === 'bad' ? <CloseShieldOutline aria-hidden className="verdict-icon" /> : <QuestionCircleOutline aria-hidden className="verdict-icon" />}
        <div>
          <h2 id="verdict">{titles[tone]}</h2>
          <p>{details[tone]}</p>
        </div>
      </div>
      <button type="button" className="disclose" aria-expanded={open} onClick={() => setOpen(!open)}>
        {words.details}
        <DownOutline aria-hidden className="disclose-arrow" />
      </button>
      {open && (
        <>
          <ol className="chain">
            {CHAIN.map((id) => (
              <ChainLink key={id} id={id} check={verification.checks.find((check) => check.id === id)} facts={facts} />
            ))}
          </ol>
          <button type="button" className="disclose chain-facts" aria-pressed={facts} onClick={() => setFacts(!facts)}>
            {words.facts}
          </button>
        </>
      )}
      {tone === 'unsure' && (
        <button type="button" className="disclose" onClick={retry}>
          {texts.common.retry}
        </button>
      )}
    </section>
  );
}

interface ChainLinkProps {
  readonly id: string;
  readonly check: Check | undefined;
  /** Whether to show the figures that the check compared. */
  readonly facts: boolean;
}

/** A link of the chain; one that is absent was not reached. */
function ChainLink({ id, check, facts }: ChainLinkProps) {
  const { texts } = useApp();
  const words = texts.verification;
  const [title, detail] = words.checks[id] ?? [words.otherCheck, id];
  const tone = check === undefined ? 'skipped' : !check.ok ? 'failed' : check.doubt === undefined ? 'ok' : 'doubt';
  const problem = check?.problem ?? check?.doubt;
  return (
    <li className={`link link-${tone}`}>
      <span className="link-mark" aria-hidden>
        {tone === 'ok' ? <CheckOutline /> : tone === 'failed' ? <CloseOutline /> : tone === 'doubt' ? <ExclamationOutline /> : null}
      </span>
      <div>
        <p className="link-title">
          {title} <span className="link-state">{words[tone]}</span>
        </p>
        <p className="link-detail">{detail}</p>
        {facts && check !== undefined && Object.keys(check.detail).length > 0 && (
          <dl className="link-facts">
            {Object.entries(check.detail).map(([name, value]) => (
              <div key={name}>
                <dt>{texts.chain.details[name] ?? name}</dt>
                <dd>
                  <Foreign>{String(value)}</Foreign>
                </dd>
              </div>
            ))}
          </dl>
        )}
        {problem !== undefined && (
          <p className="link-problem">
            {texts.chain.broken[problem]} <code>{problem}</code>
          </p>
        )}
      </div>
    </li>
  );
}
