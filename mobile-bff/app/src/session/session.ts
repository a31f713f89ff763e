import { dropKey, newKey, storedKey } from './key';
import { Problem, Unreachable } from './problem';
import { proof } from './proof';

export interface SessionSettings {
  /** Under which name the key is kept; the patients' and the payers' pages have each their own. */
  readonly keyName: string;
  /** Path of the interface, `/api` or `/payers/api`. */
  readonly api: string;
}

/** The session as the server sees it. */
export interface SessionState {
  readonly signedIn: boolean;
  /** Seconds since 1970. */
  readonly serverTime: number;
}

export interface CallOptions {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** Well within what the server tolerates. */
const toleratedSeconds = 10;
const answerWithinMillis = 20_000;
const endedBy = new Set(['SIGN_IN_NEEDED', 'BINDING_NEEDED', 'BINDING_REFUSED']);

/**
 * Calls the page's own server in the name of who is signed in: the cookie travels by itself, and each
 * call carries a proof made with the page's key, so that neither alone is of use to anybody.
 */
export class Session {
  private key: CryptoKeyPair | null = null;
  private clockAheadSeconds = 0;
  private readonly endings = new Set<() => void>();
  language = 'zh-CN';

  constructor(private readonly settings: SessionSettings) {}

  /** The session as the server sees it; also sets the page's idea of the time. */
  async state<T extends SessionState = SessionState>(): Promise<T> {
    this.key ??= await storedKey(this.settings.keyName);
    const state = await this.get<T>('/session');
    const before = this.clockAheadSeconds;
    this.setClock(state.serverTime);
    const corrected = Math.abs(this.clockAheadSeconds - before) > toleratedSeconds;
    if (state.signedIn || this.key === null || !corrected) return state;
    // The proof may have been refused for the clock alone, which is right only now.
    return this.get<T>('/session');
  }

  /** Starts to sign in: leaves the page for the sign-in's address. */
  async signIn(language: string): Promise<void> {
    this.key = await newKey(this.settings.keyName);
    const { location: target } = await this.post<{ location: string }>('/sign-in', { language });
    const address = new URL(target, location.origin);
    if (address.protocol !== 'https:' && address.protocol !== 'http:') throw new Error('not an address to go to');
    location.assign(address.href);
  }

  async signOut(): Promise<void> {
    await this.post('/sign-out');
    await dropKey(this.settings.keyName);
    this.key = null;
  }

  /** Puts out whoever is signed in as this person, on whatever device. */
  async signOutEverywhere(): Promise<void> {
    await this.post('/sign-out-everywhere');
    await dropKey(this.settings.keyName);
    this.key = null;
  }

  /** Calls back when the server says that the session is over. */
  onEnded(listener: () => void): () => void {
    this.endings.add(listener);
    return () => this.endings.delete(listener);
  }

  get<T>(path: string, options?: CallOptions): Promise<T> {
    return this.call<T>('GET', path, options);
  }

  post<T>(path: string, body?: unknown, options?: CallOptions): Promise<T> {
    return this.call<T>('POST', path, { ...options, body });
  }

  async call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
    const limit = limited(options.signal);
    try {
      const response = await this.fetch(method, path, { ...options, signal: limit.signal });
      if (response.status === 204) return undefined as T;
      return (await response.json()) as T;
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause;
      if (limit.signal.aborted || cause instanceof SyntaxError) throw new Unreachable(undefined, { cause });
      throw cause;
    } finally {
      limit.done();
    }
  }

  /** As {@link call}, without reading the answer and without a time limit: for streams. */
  async fetch(method: string, path: string, options: CallOptions): Promise<Response> {
    const first = await this.send(method, path, options);
    if (first.ok) return first;
    let problem = await Problem.of(first);
    if (problem.code === 'BINDING_REFUSED' && problem.serverTime !== null) {
      this.setClock(problem.serverTime);
      const second = await this.send(method, path, options);
      if (second.ok) return second;
      problem = await Problem.of(second);
    }
    if (problem.status === 401 && endedBy.has(problem.code)) this.endings.forEach((listener) => listener());
    throw problem;
  }

  private async send(method: string, path: string, options: CallOptions): Promise<Response> {
    const address = new URL(this.settings.api + path, location.origin);
    const headers: Record<string, string> = {
      Accept: 'application/json',
      'Accept-Language': this.language,
      ...options.headers,
    };
    if (options.body !== undefined) headers['Content-Type'] = 'application/json';
    if (this.key !== null) {
      headers['DPoP'] = await proof(this.key, method, address.origin + address.pathname, this.seconds());
    }
    try {
      return await fetch(address, {
        method,
        headers,
        body: options.body === undefined ? null : JSON.stringify(options.body),
        signal: options.signal ?? null,
        credentials: 'same-origin',
        redirect: 'error',
        // What a person's bills say stays off the disk.
        cache: 'no-store',
      });
    } catch (cause) {
      if (options.signal?.aborted === true) throw cause;
      throw new Unreachable(undefined, { cause });
    }
  }

  private seconds(): number {
    return Math.floor(Date.now() / 1000) + this.clockAheadSeconds;
  }

  private setClock(serverTime: number): void {
    if (Number.isFinite(serverTime)) this.clockAheadSeconds = Math.round(serverTime - Date.now() / 1000);
  }
}

/** Aborts with the caller's signal or when the time is up. AbortSignal.any is newer than some phones. */
function limited(signal: AbortSignal | undefined): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const abort = () => controller.abort();
  const timer = setTimeout(abort, answerWithinMillis);
  if (signal?.aborted === true) abort();
  signal?.addEventListener('abort', abort);
  return {
    signal: controller.signal,
    done: () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
