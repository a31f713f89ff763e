import { useId, useRef, useState, type ClipboardEvent, type FormEvent } from 'react';
import { Problem, Unreachable } from '../session';
import { elementNames, fromQrText, noElements, readElements, type Element, type Elements } from './elements';
import { FoundInvoice } from './FoundInvoice';
import { lookUp, TooManyLookUps, type VerificationView } from './lookUp';
import { useTexts } from './speech';

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'found'; readonly view: VerificationView }
  | { readonly kind: 'failed'; readonly failure: unknown };

type Faults = Partial<Record<Element, string>>;

/** Looks an invoice up by the five elements that stand on the paper. */
export function ElementsForm() {
  const { texts } = useTexts();
  const id = useId();
  const { form, typed, faults, answer, change, paste, submit } = useElements();
  const field = (name: Element, more: Partial<FieldProps> = {}) => (
    <ElementField
      name={name}
      value={typed[name]}
      fault={faults[name]}
      change={(value) => change(name, value)}
      {...more}
    />
  );
  return (
    <section className="card way" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.form.title}</h2>
      <p className="way-words">{texts.form.words}</p>
      <form ref={form} className="elements" noValidate onSubmit={(event) => void submit(event)}>
        {field('code', { hint: texts.form.codeHint, inputMode: 'numeric', paste })}
        {field('number', { hint: texts.form.numberHint, inputMode: 'numeric' })}
        {field('checkCode', { hint: texts.form.checkCodeHint })}
        {field('issueDate', { type: 'date' })}
        {field('total', { hint: texts.form.totalHint, inputMode: 'decimal' })}
        <div className="elements-go">
          <button type="submit" className="button button-first" disabled={answer.kind === 'busy'}>
            {answer.kind === 'busy' ? texts.form.busy : texts.form.submit}
          </button>
        </div>
      </form>
      <p className="field-hint">{texts.form.paste}</p>
      <div role="status" aria-live="polite">
        {answer.kind === 'found' && <FoundInvoice view={answer.view} />}
        {answer.kind === 'failed' && <Failed failure={answer.failure} />}
      </div>
    </section>
  );
}

/** What is typed, what is wrong with it, and what the register said. */
function useElements() {
  const { texts, language } = useTexts();
  const form = useRef<HTMLFormElement>(null);
  const [typed, setTyped] = useState<Elements>(noElements);
  const [faults, setFaults] = useState<Faults>({});
  const [answer, setAnswer] = useState<Answer>({ kind: 'none' });

  const change = (element: Element, value: string) => {
    setTyped((old) => ({ ...old, [element]: value }));
    setFaults(({ [element]: _gone, ...rest }) => rest);
  };
  const refuse = (found: Faults) => {
    setFaults(found);
    const first = elementNames.find((name) => found[name] !== undefined);
    form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const query = readElements(typed);
    if (!('code' in query)) {
      setAnswer({ kind: 'none' });
      return refuse(Object.fromEntries(query.map((name) => [name, texts.form.errors[name]])));
    }
    setAnswer({ kind: 'busy' });
    try {
      setAnswer({ kind: 'found', view: await lookUp(query, language) });
    } catch (failure) {
      const found = failure instanceof Problem ? faultsOf(failure) : {};
      if (Object.keys(found).length > 0) refuse(found);
      setAnswer({ kind: 'failed', failure });
    }
  };
  const paste = (event: ClipboardEvent) => {
    const elements = fromQrText(event.clipboardData.getData('text'));
    if (elements === null) return;
    event.preventDefault();
    setTyped(elements);
    setFaults({});
  };
  return { form, typed, faults, answer, change, paste, submit };
}

interface FieldProps {
  readonly name: Element;
  readonly value: string;
  readonly fault: string | undefined;
  readonly change: (value: string) => void;
  readonly type?: 'text' | 'date';
  readonly hint?: string;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly paste?: (event: ClipboardEvent) => void;
}

function ElementField({ name, value, fault, change, type = 'text', hint, inputMode, paste }: FieldProps) {
  const { texts } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{texts.form[name]}</label>
      <input
        id={id}
        className="number"
        name={name}
        type={type}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={value}
        aria-invalid={fault !== undefined}
        aria-describedby={`${id}-hint`}
        onChange={(event) => change(event.target.value)}
        onPaste={paste}
      />
      <p id={`${id}-hint`} className={fault === undefined ? 'field-hint' : 'field-error'}>
        {fault ?? hint}
      </p>
    </div>
  );
}

/** What the register says of single members, at the fields that have them. */
function faultsOf(problem: Problem): Faults {
  const faults: Faults = {};
  for (const { pointer, reason } of problem.errors) {
    const name = pointer === '/totalFen' ? 'total' : elementNames.find((each) => pointer === `/${each}`);
    if (name !== undefined) faults[name] ??= reason;
  }
  return faults;
}

function Failed({ failure }: { readonly failure: unknown }) {
  const { texts } = useTexts();
  const code = codeOf(failure);
  const [title, words] = texts.problems[code] ?? texts.problems['OTHER'] ?? [];
  const seconds = failure instanceof TooManyLookUps ? failure.retryAfterSeconds : null;
  return (
    <div className={`notice ${code === 'NO_SUCH_INVOICE' ? 'notice-bad' : 'notice-warn'}`}>
      <p className="notice-title">{title}</p>
      <p>
        {words} {seconds !== null && texts.again(Math.ceil(seconds / 60))}
      </p>
    </div>
  );
}

function codeOf(failure: unknown): string {
  if (failure instanceof TooManyLookUps) return 'TOO_MANY_LOOK_UPS';
  if (failure instanceof Unreachable) return 'UNREACHABLE';
  return failure instanceof Problem ? failure.code : 'OTHER';
}
