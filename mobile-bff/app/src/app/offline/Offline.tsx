import { GlobalOutline } from 'antd-mobile-icons';
import { Button, DotLoading } from 'antd-mobile';
import { useEffect } from 'react';
import { backOffMillis } from '../../session';
import { Empty } from '../components/Notice';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';

/** Shown while the server cannot be reached; tries again by itself. */
export function Offline({ retry }: { readonly retry: () => Promise<void> }) {
  const { texts } = useApp();
  useEffect(() => {
    let attempt = 1;
    let left = false;
    let timer: ReturnType<typeof setTimeout>;
    const again = () => {
      if (left) return;
      timer = setTimeout(() => {
        attempt++;
        void retry().finally(again);
      }, backOffMillis(attempt));
    };
    const now = () => void retry();
    again();
    addEventListener('online', now);
    return () => {
      left = true;
      clearTimeout(timer);
      removeEventListener('online', now);
    };
  }, [retry]);
  return (
    <Screen title={texts.name}>
      <Empty icon={<GlobalOutline />} title={texts.offline.title} detail={texts.offline.detail}>
        <p className="waiting" role="status">
          {texts.offline.waiting}
          <DotLoading color="currentColor" aria-hidden />
        </p>
        <Button onClick={() => void retry()}>{texts.common.retry}</Button>
      </Empty>
    </Screen>
  );
}
