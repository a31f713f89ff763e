import { afterEach, describe, expect, it, vi } from 'vitest';
import { LedgerNode } from '../../src/net/node';

describe('a member’s token', () => {
  afterEach(() => vi.unstubAllGlobals());

  const shown: (string | null)[] = [];
  function node(answer: () => Response): LedgerNode {
    shown.length = 0;
    vi.stubGlobal('fetch', async (_: URL, options: RequestInit) => {
      shown.push(new Headers(options.headers).get('Authorization'));
      return answer();
    });
    const asked = new LedgerNode(new URL('http://node.invalid/'));
    asked.become('secret');
    return asked;
  }

  const refusal = (status: number, code: string) => () => new Response(JSON.stringify({ code, title: code, detail: code }), { status });

  it('is shown only where a member is asked for', async () => {
    const asked = node(() => new Response('{}'));
    await asked.json('explorer/api/overview');
    await asked.fetch('explorer/api/events', { headers: { Accept: 'text/event-stream' } });
    await asked.jsonForMember('explorer/api/operations/1');
    asked.become(null);
    await asked.jsonForMember('explorer/api/operations/1');
    expect(shown).toEqual([null, null, 'Bearer secret', null]);
  });

  it('is kept no longer than the node takes it', async () => {
    const asked = node(refusal(401, 'TOKEN_INVALID'));
    const seen: boolean[] = [];
    asked.member.on((member) => seen.push(member));
    await expect(asked.jsonForMember('explorer/api/operations/1')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(seen).toEqual([false]);
    await expect(asked.jsonForMember('explorer/api/operations/1')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    expect(shown).toEqual(['Bearer secret', null]);
  });

  it('is refused in the language that the page is read in', async () => {
    const heard: (string | null)[] = [];
    vi.stubGlobal('fetch', async (_: URL, options: RequestInit) => {
      heard.push(new Headers(options.headers).get('Accept-Language'));
      return refusal(401, 'TOKEN_INVALID')();
    });
    const asked = new LedgerNode(new URL('http://node.invalid/'));
    for (const language of ['en', 'zh-CN'] as const) {
      asked.speak(language);
      await expect(asked.textForMember('v1/state-proof/invoices/1')).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
    expect(heard).toEqual(['en', 'zh-CN']);
  });

  it('outlives every other refusal', async () => {
    const asked = node(refusal(404, 'NOT_FOUND'));
    await expect(asked.textForMember('v1/state-proof/invoices/1')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(asked.member.value).toBe(true);
  });
});
