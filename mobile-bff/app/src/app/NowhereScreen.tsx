import { CompassOutline } from 'antd-mobile-icons';
import { Empty } from './components/Notice';
import { Screen } from './components/Screen';
import { useApp } from './data/context';
import { Link } from './routing/Link';

export function NowhereScreen() {
  const { texts } = useApp();
  return (
    <Screen title={texts.nowhere.title} back="/">
      <Empty icon={<CompassOutline />} title={texts.nowhere.title} detail={texts.nowhere.detail}>
        <Link to="/" className="link-button">
          {texts.nowhere.action}
        </Link>
      </Empty>
    </Screen>
  );
}
