import { useId } from 'react';
import { yuan } from '../format/money';
import { Problem } from '../session';
import { useConsole } from './context';
import type { Decision } from './shapes';

const noteLength = 500;

interface ChoicesProps {
  readonly group: string;
  readonly choices: readonly Decision[];
  readonly chosen: Decision | null;
  readonly foundFen: number | null;
  readonly fault: string | undefined;
  readonly choose: (decision: Decision) => void;
}

/** What can be decided, each with what it means. */
export function Choices({ group, choices, chosen, foundFen, fault, choose }: ChoicesProps) {
  const { texts } = useConsole();
  return (
    <fieldset>
      <legend className="label">{texts.decide.legend}</legend>
      <div className="choices">
        {choices.map((each, i) => (
          <label key={each} className="choice" data-chosen={chosen === each} data-kind={each}>
            <input
              type="radio"
              name={group}
              checked={chosen === each}
              data-fault={i === 0 ? 'decision' : undefined}
              onChange={() => choose(each)}
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
      {fault !== undefined && (
        <p className="field-error" role="alert">
          {fault}
        </p>
      )}
    </fieldset>
  );
}

interface FieldProps {
  readonly value: string;
  readonly fault: string | undefined;
  readonly change: (value: string) => void;
}

/** What is paid, in yuan. */
export function AmountField({ value, fault, change }: FieldProps) {
  const { texts } = useConsole();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.decide.amount}</label>
      <input
        id={id}
        className="number"
        inputMode="decimal"
        autoComplete="off"
        maxLength={30}
        value={value}
        data-fault="amount"
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(event.target.value)}
      />
      <p id={`${id}-hint`} className={fault === undefined ? 'field-hint' : 'field-error'}>
        {fault ?? texts.decide.amountHint}
      </p>
    </div>
  );
}

/** Why; each reason either pays or refuses. */
export function ReasonField({ value, reasons, fault, change }: FieldProps & { readonly reasons: readonly string[] }) {
  const { texts } = useConsole();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.decide.reason}</label>
      <select
        id={id}
        value={value}
        data-fault="reason"
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-fault`}
        onChange={(event) => change(event.target.value)}
      >
        <option value="">{texts.decide.chooseReason}</option>
        {reasons.map((each) => (
          <option key={each} value={each}>
            {texts.decide.reasons[each]}
          </option>
        ))}
      </select>
      <p id={`${id}-fault`} className="field-error">
        {fault}
      </p>
    </div>
  );
}

/** What the payer's own people shall know. */
export function NoteField({ value, change }: { readonly value: string; readonly change: (value: string) => void }) {
  const { texts } = useConsole();
  const id = useId();
  return (
    <div className="field decision-note">
      <label htmlFor={id}>{texts.decide.note}</label>
      <textarea
        id={id}
        value={value}
        maxLength={noteLength}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(event.target.value)}
      />
      <p id={`${id}-hint`} className="field-hint">
        {texts.decide.noteHint(noteLength - value.length)}
      </p>
    </div>
  );
}

/** What the server says of one member of the decision. */
export function reasonAt(failure: unknown, pointer: string): string | undefined {
  return failure instanceof Problem ? failure.errors.find((error) => error.pointer === pointer)?.reason : undefined;
}
