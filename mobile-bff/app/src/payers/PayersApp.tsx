import { useCallback, useEffect, useMemo, useState } from 'react';
import { useSpeech, type Speech } from '../desk/useSpeech';
import type { Session } from '../session';
import { loadTexts, type Texts } from '../texts/payers';
import { ConsoleContext } from './context';
import { ConsolePage } from './ConsolePage';
import { FailureNotice } from './Notice';
import type { StaffSession } from './shapes';
import { SignInCard } from './SignInCard';

type Phase =
  | { readonly kind: 'starting' }
  | { readonly kind: 'failed'; readonly failure: unknown }
  | { readonly kind: 'signed-out'; readonly ended: boolean }
  | { readonly kind: 'signed-in'; readonly staff: StaffSession };

/** The payers' page: signs staff in, and shows them their payer's claims. */
export function PayersApp({ session, first }: { readonly session: Session; readonly first: Speech<Texts> }) {
  const [{ texts, language }, change] = useSpeech(first, loadTexts);
  const [phase, setPhase] = useState<Phase>({ kind: 'starting' });
  session.language = language;
  useEffect(() => {
    document.title = texts.name;
  }, [texts]);

  const begin = useCallback(async () => {
    setPhase({ kind: 'starting' });
    try {
      const staff = await session.state<StaffSession>();
      setPhase(staff.signedIn ? { kind: 'signed-in', staff } : { kind: 'signed-out', ended: false });
    } catch (failure) {
      setPhase({ kind: 'failed', failure });
    }
  }, [session]);
  useEffect(() => void begin(), [begin]);
  useEffect(
    () =>
      session.onEnded(() =>
        setPhase((old) => (old.kind === 'signed-in' ? { kind: 'signed-out', ended: true } : old)),
      ),
    [session],
  );
  const signOut = useCallback(async () => {
    await session.signOut();
    location.hash = '';
    setPhase({ kind: 'signed-out', ended: false });
  }, [session]);
  const state = useMemo(
    () => ({ session, texts, language, changeLanguage: change }),
    [session, texts, language, change],
  );
  return (
    <ConsoleContext value={state}>
      <a className="skip" href="#content" onClick={skip}>
        {texts.skip}
      </a>
      {phase.kind === 'starting' && (
        <p className="starting" role="status">
          {texts.loading}
        </p>
      )}
      {phase.kind === 'failed' && (
        <main id="content" className="starting">
          <h1 className="visually-hidden">{texts.name}</h1>
          <FailureNotice failure={phase.failure} retry={() => void begin()} />
        </main>
      )}
      {phase.kind === 'signed-out' && <SignInCard ended={phase.ended} />}
      {phase.kind === 'signed-in' && <ConsolePage staff={phase.staff} signOut={signOut} />}
    </ConsoleContext>
  );
}

/** The address behind the `#` names what is shown, so the link must not change it. */
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#content [tabindex="-1"]')?.focus();
}
