export type Standing = 'ok' | 'doubt' | 'broken' | 'unable' | 'unreached';

/** The round sign of a link; its meaning stands in words beside it. */
export function StepSign({ standing, large = false }: { readonly standing: Standing; readonly large?: boolean }) {
  return (
    <span className={large ? 'sign sign-large' : 'sign'} data-standing={standing} aria-hidden>
      <svg viewBox="0 0 24 24" focusable="false">
        {standing === 'ok' && <path d="m6.5 12.5 3.7 3.8 7.3-8.4" />}
        {standing === 'broken' && <path d="m7.5 7.5 9 9m0-9-9 9" />}
        {(standing === 'unable' || standing === 'doubt') && <path d="M12 6.5v7m0 3.6v.2" />}
        {standing === 'unreached' && <path d="M8 12h8" />}
      </svg>
    </span>
  );
}
