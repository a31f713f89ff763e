import { CheckOutline, ClockCircleOutline, CloseOutline } from 'antd-mobile-icons';
import { isolated } from '../../foreign/visible';
import { clock } from '../../format/time';
import { useApp } from '../data/context';
import { shownSteps, toneOf, type Progress, type Tone } from './steps';

/** Each step of a claim with its time, and what is still to come. */
export function Timeline({ progress }: { readonly progress: Progress }) {
  const { texts, language } = useApp();
  const steps = shownSteps(progress);
  const current = steps.findLastIndex((step) => step.at !== null);
  return (
    <ol className="timeline">
      {steps.map((step, index) => {
        const place = step.at === null ? 'coming' : index === current && !progress.ended ? 'now' : 'past';
        const tone = toneOf(step.state);
        return (
          <li key={`${step.state}${index}`} className={`moment moment-${place} moment-${tone}`} aria-current={place === 'now' ? 'step' : undefined}>
            <span className="moment-mark" aria-hidden>
              {place === 'past' && <Mark tone={tone} />}
            </span>
            <div>
              <p className="moment-head">
                <span>{texts.claim.states[step.state] ?? step.state}</span>
                {step.at !== null && <time dateTime={step.at}>{clock(step.at, language)}</time>}
              </p>
              {(index === current || place === 'now') && (
                <p className="moment-text">{texts.claim.stateHints[step.state] ?? isolated(progress.statusText)}</p>
              )}
            </div>
          </li>
        );
      })}
    </ol>
  );
}

function Mark({ tone }: { readonly tone: Tone }) {
  if (tone === 'bad') return <CloseOutline />;
  return tone === 'review' ? <ClockCircleOutline /> : <CheckOutline />;
}
