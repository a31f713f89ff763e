import { Button } from 'antd-mobile';
import { useId, useRef, useState, type FormEvent } from 'react';
import { FailureNotice } from '../components/Notice';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import { navigate } from '../routing/location';
import { firstWrong, type Elements } from './elements';

export default function LinkScreen() {
  const { session, texts, say } = useApp();
  const words = texts.link;
  const [elements, setElements] = useState<Elements>({ code: '', number: '', checkCode: '' });
  const [wrong, setWrong] = useState<keyof Elements | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const form = useRef<HTMLFormElement>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const first = firstWrong(elements);
    setWrong(first);
    if (first !== null) {
      form.current?.querySelector<HTMLInputElement>(`[name=${first}]`)?.focus();
      return;
    }
    setBusy(true);
    setFailure(null);
    try {
      const { invoiceId } = await session.post<{ invoiceId: string }>('/links', elements);
      say(words.done);
      navigate(`/invoices/${encodeURIComponent(invoiceId)}`, { replace: true });
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
    }
  };
  const entry = (name: keyof Elements, label: string, hint: string, numeric: boolean, longest: number) => (
    <Entry
      name={name}
      label={label}
      hint={hint}
      numeric={numeric}
      longest={longest}
      value={elements[name]}
      wrong={wrong === name ? words.wrong[name] : null}
      onChange={(value) => {
        setElements({ ...elements, [name]: value });
        if (wrong === name) setWrong(null);
      }}
    />
  );
  return (
    <Screen title={words.title} back="/?view=me">
      <p className="intro">{words.intro}</p>
      <form ref={form} className="card entries" noValidate onSubmit={(event) => void submit(event)}>
        {entry('code', words.code, words.codeHint, true, 8)}
        {entry('number', words.number, words.numberHint, true, 10)}
        {entry('checkCode', words.checkCode, words.checkCodeHint, false, 6)}
        {failure !== null && <FailureNotice failure={failure} />}
        <Button block type="submit" color="primary" size="large" loading={busy} loadingText={words.busy}>
          {words.button}
        </Button>
      </form>
    </Screen>
  );
}

interface EntryProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly numeric: boolean;
  readonly longest: number;
  readonly value: string;
  readonly wrong: string | null;
  readonly onChange: (value: string) => void;
}

function Entry({ name, label, hint, numeric, longest, value, wrong, onChange }: EntryProps) {
  const id = useId();
  return (
    <div className="entry">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        name={name}
        value={value}
        inputMode={numeric ? 'numeric' : 'text'}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={longest * 2}
        aria-describedby={`${id}-hint`}
        aria-invalid={wrong !== null}
        onChange={(event) => onChange(event.target.value.replace(/\s/g, '').toLowerCase().slice(0, longest))}
      />
      <small id={`${id}-hint`} className={wrong === null ? '' : 'entry-wrong'} role={wrong === null ? undefined : 'alert'}>
        {wrong ?? hint}
      </small>
    </div>
  );
}
