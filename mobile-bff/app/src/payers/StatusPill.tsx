import { useConsole } from './context';

const colours: Readonly<Record<string, string>> = {
  PAID: 'pill-good',
  REFUSED: 'pill-bad',
  REJECTED_BY_BANK: 'pill-bad',
  REVIEW: 'pill-warn',
};

/** A claim's state in a word; the colour only repeats it. */
export function StatusPill({ status }: { readonly status: string }) {
  const { texts } = useConsole();
  return <span className={`pill ${colours[status] ?? 'pill-info'}`}>{texts.states[status] ?? status}</span>;
}
