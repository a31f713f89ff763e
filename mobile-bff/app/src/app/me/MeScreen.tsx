import { CheckShieldOutline, LinkOutline, LockOutline, RightOutline } from 'antd-mobile-icons';
import { Button } from 'antd-mobile';
import { useState } from 'react';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { day } from '../../format/time';
import { Confirm } from '../components/Confirm';
import { LanguageChoice } from '../components/LanguageChoice';
import { AsOf, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import { homePath } from '../data/homePath';
import type { Home } from '../data/shapes';
import { useResource } from '../data/useResource';
import { Link } from '../routing/Link';

export default function MeScreen() {
  const { texts } = useApp();
  const words = texts.me;
  return (
    <Screen title={words.title} large className="with-tabs">
      <Coverages />
      <ul className="card rows">
        <li>
          <Link to="/consents" className="row">
            <LockOutline aria-hidden className="row-icon" />
            <span className="row-main">{words.consents}</span>
            <RightOutline aria-hidden className="row-arrow" />
          </Link>
        </li>
        <li>
          <Link to="/link" className="row">
            <LinkOutline aria-hidden className="row-icon" />
            <span className="row-main">{words.link}</span>
            <RightOutline aria-hidden className="row-arrow" />
          </Link>
        </li>
        <li>
          <a href="/verify" className="row">
            <CheckShieldOutline aria-hidden className="row-icon" />
            <span className="row-main">{words.verify}</span>
            <RightOutline aria-hidden className="row-arrow" />
          </a>
        </li>
      </ul>
      <section className="card" aria-labelledby="language">
        <h2 id="language">{words.language}</h2>
        <LanguageChoice />
      </section>
      <SignOut />
      <p className="hint centred">{words.privacy}</p>
    </Screen>
  );
}

function Coverages() {
  const { session, texts, language } = useApp();
  const words = texts.me;
  const path = homePath('');
  const home = useResource<Home>(path, (signal) => session.get<Home>(path, { signal }));
  const coverages = home.value?.coverages;
  return (
    <section aria-labelledby="coverages">
      <h2 id="coverages" className="section-title">
        {words.coverages}
      </h2>
      {home.failure !== null && <FailureNotice failure={home.failure} retry={() => void home.reload()} />}
      {coverages === undefined && home.failure === null && <Placeholder heights={[92]} />}
      {coverages !== undefined && <AsOf asOf={coverages.asOf} stale={coverages.stale} />}
      {coverages?.value?.length === 0 && <p className="card hint">{words.noCoverages}</p>}
      <ul className="cards">
        {(coverages?.value ?? []).map((coverage) => (
          <li key={`${coverage.payer}/${coverage.policy}`} className="card coverage">
            <strong>
              <Foreign lang="zh-CN">{coverage.payerName}</Foreign>
            </strong>
            <span>{texts.offer.policy(isolated(coverage.policy))}</span>
            <small>
              {coverage.validTo === null
                ? words.since(day(coverage.validFrom, language))
                : words.between(day(coverage.validFrom, language), day(coverage.validTo, language))}
            </small>
            {!coverage.official && <small className="test-rules">{texts.offer.unofficial}</small>}
          </li>
        ))}
      </ul>
    </section>
  );
}

type Leaving = 'here' | 'everywhere';

function SignOut() {
  const { texts, signOut, say } = useApp();
  const words = texts.me;
  const [asking, setAsking] = useState<Leaving | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const leave = async (everywhere: boolean) => {
    setBusy(true);
    try {
      await signOut(everywhere);
      say(everywhere ? words.signedOutEverywhere : words.signedOut);
    } catch (cause) {
      setFailure(cause);
      setBusy(false);
      setAsking(null);
    }
  };
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      <Button block size="large" className="sign-out" onClick={() => setAsking('here')}>
        {words.signOut}
      </Button>
      <Button block size="large" className="sign-out-everywhere" onClick={() => setAsking('everywhere')}>
        {words.everywhere}
      </Button>
      {asking !== null && (
        <Confirm
          title={asking === 'here' ? words.signOutTitle : words.everywhereTitle}
          detail={asking === 'here' ? words.signOutDetail : words.everywhereDetail}
          action={asking === 'here' ? words.signOut : words.everywhere}
          busy={busy}
          onConfirm={() => void leave(asking === 'everywhere')}
          onClose={() => setAsking(null)}
        />
      )}
    </>
  );
}
