import { useId, useRef, useState, type FormEvent } from 'react';
import { yuan } from '../format/money';
import { Problem } from '../session';
import { useConsole } from './context';
import { payingReasons, refusingReasons, type DecideClaim, type Decision } from './shapes';
import { fenOf } from './words';

interface DecisionFormProps {
  readonly choices: readonly Decision[];
  /** What the plan has found, which is what an approval pays. */
  readonly foundFen: number | null;
  readonly busy: boolean;
  readonly failure: unknown;
  readonly ask: (decision: DecideClaim) => void;
}

type Fault = 'decision' | 'amount' | 'reason';

const noteLength = 500;

/** Approve, pay in part or refuse, with a reason and a note. */
export function DecisionForm({ choices, foundFen, busy, failure, ask }: DecisionFormProps) {
  const { texts } = useConsole();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [decision, setDecision] = useState<Decision | null>(null);
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [faults, setFaults] = useState<readonly Fault[]>([]);
  const reasons = decision === 'REFUSE' ? refusingReasons : payingReasons;
  const amountFault = faults.includes('amount') ? texts.decide.errors.amount : reasonAt(failure, '/amountFen');

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const amountFen = decision === 'PARTIAL' ? fenOf(amount) : decision === 'APPROVE' ? foundFen : null;
    const wrong: Fault[] = [];
    if (decision === null) wrong.push('decision');
    if (decision === 'PARTIAL' && amountFen === null) wrong.push('amount');
    if (decision !== null && !reasons.includes(reason)) wrong.push('reason');
    setFaults(wrong);
    if (decision === null || wrong.length > 0) {
      form.current?.querySelector<HTMLElement>(`[data-fault="${wrong[0]}"]`)?.focus();
      return;
    }
    ask({ decision, amountFen, reasonCode: reason, note: note.trim() === '' ? null : note.trim() });
  };
  return (
    <form ref={form} className="decision-form" noValidate onSubmit={submit}>
      <fieldset>
        <legend className="label">{texts.decide.legend}</legend>
        <div className="choices">
          {choices.map((each, i) => (
            <label key={each} className="choice" data-chosen={decision === each} data-kind={each}>
              <input
                type="radio"
                name={`${id}-decision`}
                checked={decision === each}
                data-fault={i === 0 ? 'decision' : undefined}
                onChange={() => {
                  setDecision(each);
                  setFaults([]);
                  if ((each === 'REFUSE') !== (decision === 'REFUSE')) setReason('');
                }}
              />
              <span>
                <span className="choice-title">
                  {texts.decide.choices[each][0]}
                  {each === 'APPROVE' && foundFen !== null && <span className="number"> ¥{yuan(foundFen)}</span>}
                </span>
                <span className="choice-words">{texts.decide.choices[each][1]}</span>
              </span>
            </label>
          ))}
        </div>
        {faults.includes('decision') && <p className="field-error">{texts.decide.errors.decision}</p>}
      </fieldset>
      {decision !== null && (
        <div className="decision-fields">
          {decision === 'PARTIAL' && (
            <div className="field">
              <label htmlFor={`${id}-amount`}>{texts.decide.amount}</label>
              <input
                id={`${id}-amount`}
                className="number"
                inputMode="decimal"
                autoComplete="off"
                maxLength={30}
                value={amount}
                data-fault="amount"
                aria-invalid={amountFault !== undefined}
                aria-describedby={`${id}-amount-hint`}
                onChange={(event) => {
                  setAmount(event.target.value);
                  setFaults(faults.filter((fault) => fault !== 'amount'));
                }}
              />
              <p id={`${id}-amount-hint`} className={amountFault === undefined ? 'field-hint' : 'field-error'}>
                {amountFault ?? texts.decide.amountHint}
              </p>
            </div>
          )}
          <div className="field">
            <label htmlFor={`${id}-reason`}>{texts.decide.reason}</label>
            <select
              id={`${id}-reason`}
              value={reason}
              data-fault="reason"
              aria-invalid={faults.includes('reason')}
              aria-describedby={`${id}-reason-fault`}
              onChange={(event) => {
                setReason(event.target.value);
                setFaults(faults.filter((fault) => fault !== 'reason'));
              }}
            >
              <option value="">{texts.decide.chooseReason}</option>
              {reasons.map((each) => (
                <option key={each} value={each}>
                  {texts.decide.reasons[each]}
                </option>
              ))}
            </select>
            <p id={`${id}-reason-fault`} className="field-error">
              {faults.includes('reason') ? texts.decide.errors.reason : (reasonAt(failure, '/reasonCode') ?? '')}
            </p>
          </div>
          <div className="field decision-note">
            <label htmlFor={`${id}-note`}>{texts.decide.note}</label>
            <textarea
              id={`${id}-note`}
              value={note}
              maxLength={noteLength}
              aria-describedby={`${id}-note-hint`}
              onChange={(event) => setNote(event.target.value)}
            />
            <p id={`${id}-note-hint`} className="field-hint">
              {texts.decide.noteHint(noteLength - note.length)}
            </p>
          </div>
        </div>
      )}
      <div className="decision-go">
        <button type="submit" className={`button ${decision === 'REFUSE' ? 'button-danger' : 'button-first'}`} disabled={busy}>
          {texts.decide.submit}
        </button>
      </div>
    </form>
  );
}

/** What the server says of one member of the decision. */
function reasonAt(failure: unknown, pointer: string): string | undefined {
  return failure instanceof Problem ? failure.errors.find((error) => error.pointer === pointer)?.reason : undefined;
}
