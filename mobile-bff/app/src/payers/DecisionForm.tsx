import { useId, useRef, useState, type FormEvent } from 'react';
import { useConsole } from './context';
import { AmountField, Choices, NoteField, ReasonField, reasonAt } from './DecisionFields';
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
  const fault = (name: Fault) => (faults.includes(name) ? texts.decide.errors[name] : undefined);
  const mend = (name: Fault) => setFaults(faults.filter((each) => each !== name));

  const choose = (chosen: Decision) => {
    if ((chosen === 'REFUSE') !== (decision === 'REFUSE')) setReason('');
    setDecision(chosen);
    setFaults([]);
  };
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
  const type = (name: Fault, set: (value: string) => void) => (value: string) => {
    set(value);
    mend(name);
  };
  return (
    <form ref={form} className="decision-form" noValidate onSubmit={submit}>
      <Choices group={`${id}-decision`} choices={choices} chosen={decision} foundFen={foundFen} fault={fault('decision')} choose={choose} />
      {decision !== null && (
        <div className="decision-fields">
          {decision === 'PARTIAL' && (
            <AmountField value={amount} fault={fault('amount') ?? reasonAt(failure, '/amountFen')} change={type('amount', setAmount)} />
          )}
          <ReasonField
            value={reason}
            reasons={reasons}
            fault={fault('reason') ?? reasonAt(failure, '/reasonCode')}
            change={type('reason', setReason)}
          />
          <NoteField value={note} change={setNote} />
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
