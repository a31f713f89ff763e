import { useLayoutEffect, useRef } from 'react';
import { yuan } from '../format/money';
import { useConsole } from './context';
import type { DecideClaim } from './shapes';

interface ConfirmDialogProps {
  readonly decision: DecideClaim;
  readonly busy: boolean;
  readonly yes: () => void;
  readonly no: () => void;
}

/** Says once more what is about to be decided. */
export function ConfirmDialog({ decision, busy, yes, no }: ConfirmDialogProps) {
  const { texts } = useConsole();
  const dialog = useRef<HTMLDialogElement>(null);
  // Closed before it is taken out of the page, for only then the browser gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown?.open === false) shown.showModal();
    return () => shown?.close();
  }, []);
  const words = texts.decide.confirm;
  return (
    <dialog
      ref={dialog}
      className="confirm"
      aria-labelledby="confirm-title"
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) no();
      }}
    >
      <h3 id="confirm-title">{words.title}</h3>
      <p className="confirm-what">{words[decision.decision](yuan(decision.amountFen ?? 0))}</p>
      <p>{texts.decide.reasons[decision.reasonCode]}</p>
      <p className="field-hint">{words.words}</p>
      <div className="decision-go">
        <button
          type="button"
          className={`button ${decision.decision === 'REFUSE' ? 'button-danger' : 'button-first'}`}
          disabled={busy}
          onClick={yes}
        >
          {busy ? words.busy : words.yes}
        </button>
        <button type="button" className="button" disabled={busy} onClick={no}>
          {words.no}
        </button>
      </div>
    </dialog>
  );
}
