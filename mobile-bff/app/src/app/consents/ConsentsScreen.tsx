import { Button } from 'antd-mobile';
import { LockOutline } from 'antd-mobile-icons';
import { Empty, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import type { NamedConsent } from '../data/shapes';
import { usePages } from '../data/usePages';
import { ConsentCard } from './ConsentCard';

export default function ConsentsScreen() {
  const { texts } = useApp();
  const consents = usePages<NamedConsent>('/consents');
  const { first, items } = consents;
  return (
    <Screen title={texts.consents.title} back="/?view=me">
      <p className="intro">{texts.consents.intro}</p>
      {first.failure !== null && <FailureNotice failure={first.failure} retry={() => void consents.reload()} />}
      {first.value === undefined && first.failure === null && <Placeholder heights={[150, 150]} />}
      {first.value !== undefined && items.length === 0 && (
        <Empty icon={<LockOutline />} title={texts.consents.emptyTitle} detail={texts.consents.emptyDetail} />
      )}
      <ul className="cards">
        {items.map(({ consent, payerName, issuerName, encounterDate }) => (
          <ConsentCard
            key={consent.consentId}
            consent={consent}
            payerName={payerName ?? undefined}
            bill={{ issuerName, encounterDate }}
            changed={consents.reload}
          />
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
