import { LeftOutline } from 'antd-mobile-icons';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useApp } from '../data/context';
import { goBack, scrollPosition } from '../routing/location';

interface ScreenProps {
  readonly title: string;
  /** Where back leads when the reader came from outside of the app; without it there is no way back. */
  readonly back?: string;
  readonly large?: boolean;
  readonly className?: string;
  readonly children: ReactNode;
}

/** Whether a screen was shown before: the first one leaves the focus where the browser put it. */
let shownBefore = false;

/** A screen: its title is the page's heading and takes the focus when the reader comes here. */
export function Screen({ title, back, large = false, className = '', children }: ScreenProps) {
  const { texts } = useApp();
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    scrollTo({ top: scrollPosition(), behavior: 'instant' });
    if (shownBefore) heading.current?.focus({ preventScroll: true });
    shownBefore = true;
  }, []);
  useEffect(() => {
    document.title = title === texts.name ? title : `${title} · ${texts.name}`;
  }, [title, texts]);
  return (
    <div className={`screen ${className}`}>
      <header className={large ? 'bar bar-large' : 'bar'}>
        {back !== undefined && (
          <button type="button" className="bar-back" aria-label={texts.common.back} onClick={() => goBack(back)}>
            <LeftOutline aria-hidden />
          </button>
        )}
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
      </header>
      <main id="content">{children}</main>
    </div>
  );
}
