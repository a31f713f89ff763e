import { Button, PullToRefresh } from 'antd-mobile';
import { BillOutline, CloseCircleFill, SearchOutline } from 'antd-mobile-icons';
import { useCallback, useDeferredValue, useEffect, useMemo, useState } from 'react';
import { isolated } from '../../foreign/visible';
import { month as monthInWords } from '../../format/time';
import { AsOf, Empty, FailureNotice, WordsNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import { homePath } from '../data/homePath';
import { useLive } from '../data/live';
import type { Home, InvoiceSummary } from '../data/shapes';
import { useResource } from '../data/useResource';
import { known } from '../data/words';
import { Link } from '../routing/Link';
import { OverviewCard } from './OverviewCard';
import { VisitCard } from './VisitCard';
import { byMonth, overviewOf } from './visits';

/** The longest search the server takes. */
const longestSearch = 64;

export function HomeScreen({ problem }: { readonly problem: string | null }) {
  const { session, live, texts, say } = useApp();
  const [search, setSearch] = useState('');
  const q = useSettled(search.trim());
  const path = homePath(q);
  const home = useResource<Home>(path, (signal) => session.get<Home>(path, { signal }));
  const more = useMore(path, home.value?.invoices.value?.next ?? null);
  useLive(
    live,
    (event) => {
      if (event.event === 'invoice') say(texts.home.arrived);
      return event.event === 'invoice' || event.event === 'claim';
    },
    () => void home.reload(),
  );
  const first = home.value?.invoices.value?.items;
  const invoices = useMemo(() => unique([...(first ?? []), ...more.items]), [first, more.items]);
  const claims = home.value?.claims.value ?? [];
  const nothing = home.value !== undefined && invoices.length === 0 && home.value.invoices.value !== null;
  const list = useDeferredValue(invoices);
  return (
    <Screen title={texts.home.title} large className="with-tabs">
      {problem !== null && <WordsNotice words={known(problem, texts, false)} />}
      <SearchField value={search} onChange={setSearch} />
      <PullToRefresh onRefresh={home.reload} renderText={() => ''}>
        {home.value === undefined && home.failure === null && <Placeholder heights={[168, 28, 150, 150]} />}
        {home.failure !== null && <FailureNotice failure={home.failure} retry={() => void home.reload()} />}
        {home.value !== undefined && (
          <>
            <AsOf asOf={home.value.invoices.asOf} stale={home.value.invoices.stale || home.value.claims.stale} />
            {q === '' && invoices.length > 0 && <OverviewCard overview={overviewOf(invoices, claims)} />}
            {q !== '' && !nothing && <p className="count" role="status">{texts.home.found(home.value.invoices.value?.total ?? invoices.length)}</p>}
            {byMonth(list).map(({ month, visits }) => (
              <section key={month} className="month">
                <h2>
                  <Month month={month} />
                </h2>
                <ul className="visits">
                  {visits.map((visit) => (
                    <VisitCard key={visit.key} visit={visit} claims={claims} />
                  ))}
                </ul>
              </section>
            ))}
            {nothing && (q === '' ? <NoInvoices /> : <Empty icon={<SearchOutline />} title={texts.home.nothingTitle} detail={texts.home.nothingDetail(isolated(q))} />)}
            {more.next !== null && (
              <Button block className="more" loading={more.loading} onClick={() => void more.load()}>
                {texts.common.more}
              </Button>
            )}
            {more.failure !== null && <FailureNotice failure={more.failure} retry={() => void more.load()} />}
            {q === '' && invoices.length > 0 && more.next === null && (
              <p className="count">{texts.home.total(home.value.invoices.value?.total ?? invoices.length)}</p>
            )}
          </>
        )}
      </PullToRefresh>
    </Screen>
  );
}

function NoInvoices() {
  const { texts } = useApp();
  return (
    <Empty icon={<BillOutline />} title={texts.home.emptyTitle} detail={texts.home.emptyDetail}>
      <Link to="/link" className="link-button">
        {texts.home.emptyAction}
      </Link>
    </Empty>
  );
}

function Month({ month }: { readonly month: string }) {
  const { language } = useApp();
  return <>{monthInWords(`${month}-01`, language)}</>;
}

function SearchField({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { texts } = useApp();
  return (
    <div className="search" role="search">
      <SearchOutline aria-hidden className="search-icon" />
      <input
        type="search"
        value={value}
        maxLength={longestSearch}
        enterKeyHint="search"
        autoComplete="off"
        aria-label={texts.home.searchLabel}
        placeholder={texts.home.search}
        onChange={(event) => onChange(event.target.value)}
      />
      {value !== '' && (
        <button type="button" aria-label={texts.home.clear} onClick={() => onChange('')}>
          <CloseCircleFill aria-hidden />
        </button>
      )}
    </div>
  );
}

/** A text once nobody has typed for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), text === '' ? 0 : 300);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

interface More {
  readonly items: readonly InvoiceSummary[];
  readonly next: string | null;
  readonly loading: boolean;
  readonly failure: unknown;
  readonly load: () => Promise<void>;
}

/** The pages after the first; the first one stays live. */
function useMore(path: string, firstNext: string | null): More {
  const { session } = useApp();
  const nothing = { path, items: [] as readonly InvoiceSummary[], next: null as string | null, loading: false, failure: null as unknown, begun: false };
  const [state, setState] = useState(nothing);
  const now = state.path === path ? state : nothing;
  const next = now.begun ? now.next : firstNext;
  const load = useCallback(async () => {
    if (next === null) return;
    setState({ ...now, loading: true, failure: null });
    try {
      const { invoices } = await session.get<Home>(`${path}&after=${encodeURIComponent(next)}`);
      const page = invoices.value;
      if (page === null) setState({ ...now, loading: false });
      else setState({ path, items: [...now.items, ...page.items], next: page.next, loading: false, failure: null, begun: true });
    } catch (failure) {
      setState({ ...now, loading: false, failure });
    }
  }, [session, path, next, now]);
  return { items: now.items, next, loading: now.loading, failure: now.failure, load };
}

function unique(invoices: readonly InvoiceSummary[]): InvoiceSummary[] {
  return [...new Map(invoices.map((invoice) => [invoice.invoiceId, invoice])).values()];
}
