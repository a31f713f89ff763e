import { useState } from 'react';
import { LanguageChoice } from '../desk/LanguageChoice';
import { Mark } from '../desk/Mark';
import { Foreign } from '../foreign/Foreign';
import { ClaimsList } from './ClaimsList';
import { ClaimPane } from './ClaimPane';
import { useConsole } from './context';
import { FailureNotice, Nothing } from './Notice';
import { QueueList } from './QueueList';
import { hrefOf, useRoute } from './route';
import type { StaffSession } from './shapes';
import { useQueue } from './useQueue';

interface ConsolePageProps {
  readonly staff: StaffSession;
  readonly signOut: () => Promise<void>;
}

/** A list on the left, the chosen claim on the right; on a narrow screen one of the two. */
export function ConsolePage({ staff, signOut }: ConsolePageProps) {
  const { texts } = useConsole();
  const route = useRoute();
  const queue = useQueue();
  const queued = queue.claims.find((each) => each.claimId === route.claimId);
  return (
    <div className="console" data-chosen={route.claimId !== null}>
      <Bar staff={staff} signOut={signOut} waiting={queue.claims.length} more={queue.more} />
      <main id="content" className="panes">
        <h1 className="visually-hidden">{texts.name}</h1>
        <section className="list-pane">
          {route.list === 'queue' ? <QueueList queue={queue} staff={staff} /> : <ClaimsList chosen={route.claimId} />}
        </section>
        <section className="claim-pane">
          {route.claimId === null ? (
            <Nothing words={texts.claim.choose} />
          ) : (
            <ClaimPane
              key={route.claimId}
              claimId={route.claimId}
              queued={queued}
              staff={staff}
              back={hrefOf({ list: route.list, claimId: null })}
              decided={queue.reload}
            />
          )}
        </section>
      </main>
    </div>
  );
}

interface BarProps extends ConsolePageProps {
  readonly waiting: number;
  readonly more: boolean;
}

function Bar({ staff, signOut, waiting, more }: BarProps) {
  const { texts, language, changeLanguage } = useConsole();
  const { list } = useRoute();
  const [failure, setFailure] = useState<unknown>(null);
  const tab = (to: 'queue' | 'claims', count: string) => (
    <a href={hrefOf({ list: to, claimId: null })} aria-current={list === to ? 'page' : undefined}>
      {texts.nav[to]}
      {count !== '' && <span className="count number">{count}</span>}
    </a>
  );
  return (
    <header className="desk-bar">
      <div className="desk-name">
        <Mark />
        <span>
          {texts.name}
          <Foreign className="tenant">{staff.tenant ?? ''}</Foreign>
        </span>
      </div>
      <nav className="tabs" aria-label={texts.nav.label}>
        {tab('queue', waiting === 0 ? '' : `${waiting}${more ? '+' : ''}`)}
        {tab('claims', '')}
      </nav>
      <div className="desk-space" />
      <LanguageChoice label={texts.language} chosen={language} choose={changeLanguage} />
      <div className="staff">
        <Foreign className="mono">{staff.staffId ?? ''}</Foreign>
        {staff.canDecide !== true && <span className="pill">{texts.viewer}</span>}
        <button type="button" className="link-button" onClick={() => void signOut().catch(setFailure)}>
          {texts.signOut}
        </button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </header>
  );
}
