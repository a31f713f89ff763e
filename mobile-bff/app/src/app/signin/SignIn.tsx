import { Button } from 'antd-mobile';
import { BillOutline, CheckShieldOutline, CollectMoneyOutline } from 'antd-mobile-icons';
import { useState } from 'react';
import { Problem, Unreachable } from '../../session';
import { LanguageChoice } from '../components/LanguageChoice';
import { Mark } from '../components/Mark';
import { FailureNotice, WordsNotice } from '../components/Notice';
import { useApp } from '../data/context';
import { known } from '../data/words';
import { usePath } from '../routing/location';
import { routeOf } from '../routing/route';

const icons = [BillOutline, CollectMoneyOutline, CheckShieldOutline];

export function SignIn({ ended }: { readonly ended: boolean }) {
  const { session, texts, language } = useApp();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const route = routeOf(usePath());
  const problem = route.name === 'home' ? route.problem : null;
  const begin = async () => {
    setBusy(true);
    setFailure(null);
    try {
      await session.signIn(language);
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
    }
  };
  const keyRefused = failure !== null && !(failure instanceof Problem) && !(failure instanceof Unreachable);
  return (
    <div className="screen sign-in">
      <main id="content">
        <div className="sign-in-top">
          <LanguageChoice />
        </div>
        <div className="sign-in-brand">
          <Mark />
          <h1>{texts.name}</h1>
          <p>{texts.slogan}</p>
        </div>
        <ul className="sign-in-points">
          {texts.signIn.points.map(([title, detail], index) => {
            const Icon = icons[index % icons.length] ?? BillOutline;
            return (
              <li key={title}>
                <Icon aria-hidden className="sign-in-icon" />
                <div>
                  <strong>{title}</strong>
                  <span>{detail}</span>
                </div>
              </li>
            );
          })}
        </ul>
        <div className="sign-in-actions">
          {ended && failure === null && <p className="as-of" role="status">{texts.signIn.ended}</p>}
          {problem !== null && failure === null && <WordsNotice words={known(problem, texts, false)} />}
          {keyRefused && <WordsNotice words={known('KEY', texts, false)} />}
          {failure !== null && !keyRefused && <FailureNotice failure={failure} />}
          <Button block color="primary" size="large" loading={busy} loadingText={texts.signIn.busy} onClick={() => void begin()}>
            {texts.signIn.button}
          </Button>
          <p className="hint">
            {texts.signIn.notice} {texts.signIn.shared}
          </p>
          <a className="quiet-link" href="/verify">
            {texts.signIn.verify}
          </a>
        </div>
      </main>
    </div>
  );
}
