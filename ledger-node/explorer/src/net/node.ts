import { Problem, Unreachable } from '@app/session/problem';
import { Store } from '../store';
import type { Language } from '../texts';

export { Problem, Unreachable };

const patienceMillis = 20_000;
const mostBytes = 1 << 20;

/**
 * The node that serves this page. A token of a member is kept here alone, in memory: it is gone when the page is left. It is
 * shown only where a member is asked for: one that has run out must not stop what anybody may ask.
 */
export class LedgerNode {
  /** Whether a token is kept; none is any more once the node has refused it. */
  readonly member = new Store(false);
  private token: string | null = null;
  private language: Language = 'zh-CN';

  constructor(private readonly base = new URL('..', document.baseURI)) {}

  /** @param token an access token with the scope `ledger.read`, or null to go on as anybody */
  become(token: string | null): void {
    this.token = token;
    this.member.set(token !== null);
  }

  /** In what language it is to say why it refuses. */
  speak(language: Language): void {
    this.language = language;
  }

  async text(path: string): Promise<string> {
    return bounded(await this.fetch(path, {}));
  }

  /** As {@link text}, what is for members alone. */
  async textForMember(path: string): Promise<string> {
    const { token } = this;
    try {
      return await bounded(await this.fetch(path, token === null ? {} : { headers: { Authorization: `Bearer ${token}` } }));
    } catch (failure) {
      if (failure instanceof Problem && failure.status === 401 && this.token === token) this.become(null);
      throw failure;
    }
  }

  /** As {@link json}, what is for members alone. */
  async jsonForMember<T>(path: string): Promise<T> {
    return JSON.parse(await this.textForMember(path)) as T;
  }

  async bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return new TextEncoder().encode(await this.text(path));
  }

  async json<T>(path: string): Promise<T> {
    return JSON.parse(await this.text(path)) as T;
  }

  /**
   * Asks as anybody.
   *
   * @throws Problem a refusal by the node
   * @throws Unreachable when there was no answer
   */
  async fetch(path: string, options: RequestInit): Promise<Response> {
    const signal = options.signal ?? AbortSignal.timeout(patienceMillis);
    const headers = new Headers(options.headers);
    headers.set('Accept-Language', this.language);
    let response: Response;
    try {
      response = await fetch(new URL(path, this.base), { ...options, headers, signal, credentials: 'omit' });
    } catch {
      throw new Unreachable();
    }
    if (!response.ok) throw await Problem.of(response);
    return response;
  }
}

/** An answer's text; one that is larger than any that is right is not read to its end. */
async function bounded(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return '';
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      bytes += value.length;
      if (bytes > mostBytes) throw new Unreachable();
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    await reader.cancel().catch(() => undefined);
    throw new Unreachable();
  }
}
