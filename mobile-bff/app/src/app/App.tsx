import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Problem, Unreachable, type Session, type SessionState } from '../session';
import { loadTexts, type Texts } from '../texts/app';
import { loadFont, rememberLanguage, type Language } from '../texts/language';
import { forgetAll } from './data/cache';
import { AppContext, type AppState } from './data/context';
import { Live } from './data/live';
import { Offline } from './offline/Offline';
import { useOnline } from './offline/useOnline';
import { navigate } from './routing/location';
import { Screens } from './Screens';
import { SignIn } from './signin/SignIn';

type Phase = 'starting' | 'signed-out' | 'ended' | 'signed-in' | 'unreachable';

interface AppProps {
  readonly session: Session;
  /** What the server has been asked already. */
  readonly firstState: Promise<SessionState>;
  readonly firstLanguage: Language;
  readonly firstTexts: Texts;
}

export function App({ session, firstState, firstLanguage, firstTexts }: AppProps) {
  const [phase, setPhase] = useState<Phase>('starting');
  const [speech, setSpeech] = useState({ language: firstLanguage, texts: firstTexts });
  const [message, setMessage] = useState('');
  const live = useMemo(() => new Live(), []);
  const online = useOnline();
  const asked = useRef<Promise<SessionState> | null>(firstState);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const begin = useCallback(async () => {
    try {
      const answer = asked.current ?? session.state();
      asked.current = null;
      const { signedIn } = await answer;
      setPhase(signedIn ? 'signed-in' : 'signed-out');
    } catch (failure) {
      const later = failure instanceof Unreachable || (failure instanceof Problem && failure.retryable);
      setPhase(later || !navigator.onLine ? 'unreachable' : 'signed-out');
    }
  }, [session]);

  useEffect(() => void begin(), [begin]);
  useEffect(
    () =>
      session.onEnded(() => {
        forgetAll();
        setPhase((old) => (old === 'signed-in' ? 'ended' : old));
      }),
    [session],
  );
  useEffect(() => {
    if (phase !== 'signed-in') return undefined;
    const controller = new AbortController();
    live.start(session, controller.signal);
    return () => controller.abort();
  }, [phase, live, session]);

  const say = useCallback((words: string) => {
    clearTimeout(timer.current);
    setMessage(words);
    timer.current = setTimeout(() => setMessage(''), 4000);
  }, []);

  const changeLanguage = useCallback(
    (language: Language) => {
      void loadTexts(language).then((texts) => {
        rememberLanguage(language);
        session.language = language;
        document.documentElement.lang = language;
        void loadFont(language);
        // What servers say was said in the language before.
        forgetAll();
        setSpeech({ language, texts });
      });
    },
    [session],
  );

  const signOut = useCallback(
    async (everywhere = false) => {
      await (everywhere ? session.signOutEverywhere() : session.signOut());
      forgetAll();
      navigate('/', { replace: true });
      setPhase('signed-out');
    },
    [session],
  );

  const state = useMemo<AppState>(
    () => ({ session, live, ...speech, changeLanguage, signOut, say }),
    [session, live, speech, changeLanguage, signOut, say],
  );

  return (
    <AppContext value={state}>
      <a className="skip" href="#content">
        {speech.texts.common.skip}
      </a>
      {!online || phase === 'unreachable' ? (
        <Offline retry={begin} />
      ) : phase === 'starting' ? (
        <div className="starting" role="status" aria-label={speech.texts.common.loading} />
      ) : phase === 'signed-in' ? (
        <Screens key={speech.language} />
      ) : (
        <SignIn ended={phase === 'ended'} />
      )}
      <div className="toast" role="status" aria-live="polite" data-shown={message !== ''}>
        {message}
      </div>
    </AppContext>
  );
}
