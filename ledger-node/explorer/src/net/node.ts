import { Problem, Unreachable } from '@app/session/problem';

export { Problem, Unreachable };

const patienceMillis = 20_000;
const mostBytes = 1 << 20;

/**
 * The node that serves this page. A token of a member is kept here alone, in memory: it is gone when the page is left.
 */
export class LedgerNode {
  private token: string | null = null;

  constructor(private readonly base = new URL('..', document.baseURI)) {}

  /** @param token an access token with the scope `ledger.read`, or null to go on as anybody */
  become(token: string | null): void {
    this.token = token;
  }

  get isMember(): boolean {
    return this.token !== null;
  }

  async text(path: string): Promise<string> {
    return bounded(await this.fetch(path, {}));
  }

  async bytes(path: string): Promise<Uint8Array<ArrayBuffer>> {
    return new TextEncoder().encode(await this.text(path));
  }

  async json<T>(path: string): Promise<T> {
    return JSON.parse(await this.text(path)) as T;
  }

  /**
   * Asks with the token, if there is one.
   *
   * @throws Problem a refusal by the node
   * @throws Unreachable when there was no answer
   */
  async fetch(path: string, options: RequestInit): Promise<Response> {
    const headers = new Headers(options.headers);
    if (this.token !== null) headers.set('Authorization', `Bearer ${this.token}`);
    const signal = options.signal ?? AbortSignal.timeout(patienceMillis);
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
