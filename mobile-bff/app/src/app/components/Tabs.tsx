import { BillOutline, CollectMoneyOutline, UserOutline } from 'antd-mobile-icons';
import { useApp } from '../data/context';
import { Link } from '../routing/Link';

export type Tab = 'invoices' | 'claims' | 'me';

const tabs = [
  { name: 'invoices', to: '/', Icon: BillOutline },
  { name: 'claims', to: '/claims', Icon: CollectMoneyOutline },
  { name: 'me', to: '/?view=me', Icon: UserOutline },
] as const;

export function Tabs({ current }: { readonly current: Tab }) {
  const { texts } = useApp();
  return (
    <nav className="tabs" aria-label={texts.tabs.label}>
      {tabs.map(({ name, to, Icon }) => (
        <Link key={name} to={to} className="tab" aria-current={name === current ? 'page' : undefined}>
          <Icon aria-hidden className="tab-icon" />
          <span>{texts.tabs[name]}</span>
        </Link>
      ))}
    </nav>
  );
}
