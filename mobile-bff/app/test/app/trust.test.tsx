import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test, vi } from 'vitest';
import { AppContext, type AppState } from '../../src/app/data/context';
import { TrustNotice } from '../../src/app/invoice/TrustNotice';
import { texts as en } from '../../src/texts/app/en';
import { texts as simplified } from '../../src/texts/app/zh-CN';
import { texts as traditional } from '../../src/texts/app/zh-TW';

// Its styles cannot be read here.
vi.mock('antd-mobile', () => ({ Button: ({ children }: { readonly children: ReactNode }) => <button>{children}</button> }));

const prints = { kept: 'a'.repeat(64), came: 'b'.repeat(64), since: '2026-06-01T00:00:00Z', accept: () => undefined };

const noticeOf = (outcome: 'OTHER' | 'UNPROVEN', state: Partial<AppState>) =>
  renderToStaticMarkup(
    <AppContext value={state as AppState}>
      <TrustNotice change={{ ...prints, outcome }} retry={() => undefined} />
    </AppContext>,
  );

test.each([
  ['zh-CN', simplified],
  ['zh-TW', traditional],
  ['en', en],
] as const)('a question that failed can be asked again, and only another list can be taken over: %s', (language, texts) => {
  const words = texts.verification;
  const unproven = noticeOf('UNPROVEN', { language, texts });
  expect(unproven).toContain(words.trustUnproven);
  expect(unproven).toContain(`<button>${texts.common.retry}</button>`);
  expect(unproven).not.toContain(words.trustAccept);
  expect(unproven).not.toContain(words.trustChanged);
  const other = noticeOf('OTHER', { language, texts });
  expect(other).toContain(words.trustChanged);
  expect(other).toContain(`<button>${words.trustAccept}</button>`);
  expect(other).not.toContain(words.trustUnproven);
});
