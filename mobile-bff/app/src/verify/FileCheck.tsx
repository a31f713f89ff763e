import { useId, useState, type DragEvent } from 'react';
import { isolated } from '../foreign/visible';
import { useTexts } from './speech';
import type { FileCheckControl, FileProblem } from './useFileCheck';

/** Where a proof file is chosen or dropped. */
export function FileCheck({ check }: { readonly check: FileCheckControl }) {
  const { texts } = useTexts();
  const id = useId();
  const [over, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) void check.check(file);
  };
  const drag = (event: DragEvent, inside: boolean) => {
    event.preventDefault();
    setOver(inside);
  };
  const busy = check.state.kind === 'busy';
  return (
    <section className="card way" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{texts.file.title}</h2>
      <p id={`${id}-words`} className="way-words">
        {texts.file.words}
      </p>
      <div
        className="drop"
        data-over={over}
        onDragOver={(event) => drag(event, true)}
        onDragLeave={(event) => drag(event, false)}
        onDrop={(event) => {
          drag(event, false);
          take(event.dataTransfer.files);
        }}
      >
        <SheetPicture />
        <input
          id={`${id}-file`}
          className="visually-hidden"
          type="file"
          accept=".json,application/json"
          aria-describedby={`${id}-words ${id}-limit`}
          disabled={busy}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = '';
          }}
        />
        <label htmlFor={`${id}-file`} className="button button-first">
          {busy ? texts.file.busy : texts.file.choose}
        </label>
        <p className="drop-words">{texts.file.drop}</p>
        <p id={`${id}-limit`} className="field-hint">
          {texts.file.limit}
        </p>
      </div>
      <div role="status" aria-live="polite">
        {check.state.kind === 'refused' && <Refused problem={check.state.problem} check={check} />}
      </div>
      <TrustChoice check={check} />
    </section>
  );
}

function Refused({ problem, check }: { readonly problem: FileProblem; readonly check: FileCheckControl }) {
  const { texts } = useTexts();
  if (problem === 'too-large' || problem === 'unread') {
    return <p className="notice notice-bad">{problem === 'too-large' ? texts.file.tooLarge : texts.file.unread}</p>;
  }
  const changed = problem === 'trust-changed';
  const said = { 'trust-changed': texts.file.trustChanged, 'trust-unproven': texts.file.trustUnproven, 'trust-missing': texts.file.trustMissing };
  const [title, words] = said[problem];
  return (
    <div className={changed ? 'notice notice-bad' : 'notice notice-warn'}>
      <p className="notice-title">{title}</p>
      <p>{words}</p>
      <button type="button" className="button" onClick={changed ? () => void check.acceptTrust() : check.again}>
        {changed ? texts.file.trustAccept : texts.file.retry}
      </button>
    </div>
  );
}

/** The keys to check against: this site's, or a file that the reader has from elsewhere. */
function TrustChoice({ check }: { readonly check: FileCheckControl }) {
  const { texts } = useTexts();
  const id = useId();
  return (
    <div className="trust">
      <span>{check.ownTrust === null ? texts.file.trustDefault : texts.file.trustFrom(isolated(check.ownTrust))}</span>
      {check.ownTrust === null ? (
        <>
          <input
            id={id}
            className="visually-hidden"
            type="file"
            accept=".json,application/json"
            onChange={(event) => {
              void check.useOwnTrust(event.target.files?.[0] ?? null);
              event.target.value = '';
            }}
          />
          <label htmlFor={id} className="link-button">
            {texts.file.ownTrust}
          </label>
        </>
      ) : (
        <button type="button" className="link-button" onClick={() => void check.useOwnTrust(null)}>
          {texts.file.trustReset}
        </button>
      )}
    </div>
  );
}

function SheetPicture() {
  return (
    <svg className="drop-picture" viewBox="0 0 96 96" aria-hidden focusable="false">
      <path d="M26 12h34l14 14v52a6 6 0 0 1-6 6H26a6 6 0 0 1-6-6V18a6 6 0 0 1 6-6z" fill="#fff" stroke="var(--brand)" strokeWidth="3" />
      <path d="M60 12v14h14" fill="none" stroke="var(--brand)" strokeWidth="3" strokeLinejoin="round" />
      <path d="M32 42h30M32 52h30M32 62h18" stroke="#a9c9bf" strokeWidth="4" strokeLinecap="round" />
      <circle cx="68" cy="70" r="15" fill="var(--brand)" />
      <path d="m61 70 5 5.5 9-10" fill="none" stroke="#fff" strokeWidth="4" strokeLinecap="round" strokeLinejoin="round" />
    </svg>
  );
}
