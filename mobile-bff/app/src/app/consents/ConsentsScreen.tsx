import { Button } from 'antd-mobile';
import { LockOutline } from 'antd-mobile-icons';
import { Empty, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import type { ConsentView, Home } from '../data/shapes';
import { homePath } from '../data/homePath';
import { usePages } from '../data/usePages';
import { useResource } from '../data/useResource';
import { ConsentCard } from './ConsentCard';

export default function ConsentsScreen() {
  const { session, texts } = useApp();
  const consents = usePages<ConsentView>('/consents');
  const { first, items } = consents;
  const home = useResource<Home>(homePath(''), (signal) => session.get<Home>(homePath(''), { signal }));
  const names = payerNames(home.value);
  return (
    <Screen title={texts.consents.title} back="/?view=me">
      <p className="intro">{texts.consents.intro}</p>
      {first.failure !== null && <FailureNotice failure={first.failure} retry={() => void consents.reload()} />}
      {first.value === undefined && first.failure === null && <Placeholder heights={[150, 150]} />}
      {first.value !== undefined && items.length === 0 && (
        <Empty icon={<LockOutline />} title={texts.consents.emptyTitle} detail={texts.consents.emptyDetail} />
      )}
      <ul className="cards">
        {items.map((consent) => (
          <ConsentCard key={consent.consentId} consent={consent} payerName={names.get(consent.payer)} changed={consents.reload} />
        ))}
      </ul>
      {consents.failureOfMore !== null && <FailureNotice failure={consents.failureOfMore} retry={() => void consents.loadMore()} />}
      {consents.hasMore && (
        <Button block className="more" loading={consents.loadingMore} onClick={() => void consents.loadMore()}>
          {texts.common.more}
        </Button>
      )}
    </Screen>
  );
}

/** A consent itself names its payer by its id alone. */
function payerNames(home: Home | undefined): Map<string, string> {
  const known = [...(home?.claims.value ?? []), ...(home?.coverages.value ?? [])];
  return new Map(known.map(({ payer, payerName }) => [payer, payerName]));
}
