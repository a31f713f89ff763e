import { Button, PullToRefresh } from 'antd-mobile';
import { CollectMoneyOutline } from 'antd-mobile-icons';
import { Empty, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import { useLive } from '../data/live';
import type { PersonClaim } from '../data/shapes';
import { usePages } from '../data/usePages';
import { Link } from '../routing/Link';
import { ClaimRow } from './ClaimRow';

export default function ClaimsScreen() {
  const { live, texts } = useApp();
  const claims = usePages<PersonClaim>('/claims');
  useLive(live, (event) => event.event === 'claim', () => void claims.reload());
  const { first, items } = claims;
  return (
    <Screen title={texts.claim.listTitle} large className="with-tabs">
      <PullToRefresh onRefresh={claims.reload} renderText={() => ''}>
        {first.failure !== null && <FailureNotice failure={first.failure} retry={() => void claims.reload()} />}
        {first.value === undefined && first.failure === null && <Placeholder heights={[80, 80, 80]} />}
        {first.value !== undefined && items.length === 0 && (
          <Empty icon={<CollectMoneyOutline />} title={texts.claim.emptyTitle} detail={texts.claim.emptyDetail}>
            <Link to="/" className="link-button">
              {texts.claim.emptyAction}
            </Link>
          </Empty>
        )}
        {items.length > 0 && (
          <ul className="card rows">
            {items.map((claim) => (
              <ClaimRow key={claim.claimId} claim={claim} />
            ))}
          </ul>
        )}
        {claims.failureOfMore !== null && <FailureNotice failure={claims.failureOfMore} retry={() => void claims.loadMore()} />}
        {claims.hasMore && (
          <Button block className="more" loading={claims.loadingMore} onClick={() => void claims.loadMore()}>
            {texts.common.more}
          </Button>
        )}
      </PullToRefresh>
    </Screen>
  );
}
