/** One member of the call that was refused, RFC 6901 pointer and the reason in the caller's language. */
export interface FieldError {
  readonly pointer: string;
  readonly reason: string;
}

/** A refusal by the server, RFC 9457. All its texts are plain text. */
export class Problem extends Error {
  override readonly name = 'Problem';

  constructor(
    readonly status: number,
    readonly code: string,
    readonly title: string,
    readonly detail: string,
    readonly retryable: boolean,
    readonly errors: readonly FieldError[] = [],
    readonly serverTime: number | null = null,
    readonly retryAfterSeconds: number | null = null,
    /** What can be done, where the server says so. */
    readonly nextStep: string | null = null,
  ) {
    super(code);
  }

  static async of(response: Response): Promise<Problem> {
    const body = await bodyOf(response);
    const after = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
    return new Problem(
      response.status,
      text(body['code']) ?? `HTTP_${response.status}`,
      text(body['title']) ?? '',
      text(body['detail']) ?? '',
      typeof body['retryable'] === 'boolean' ? body['retryable'] : response.status >= 500 || response.status === 429,
      fieldErrors(body['errors']),
      typeof body['serverTime'] === 'number' ? body['serverTime'] : null,
      Number.isNaN(after) ? null : Math.min(Math.max(after, 1), 600),
      text(body['nextStep']),
    );
  }
}

/** The server could not be reached, or did not answer in time. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable';
}

async function bodyOf(response: Response): Promise<Record<string, unknown>> {
  try {
    const body: unknown = await response.json();
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value.slice(0, 1000) : null;
}

function fieldErrors(value: unknown): FieldError[] {
  if (!Array.isArray(value)) return [];
  return value.slice(0, 20).flatMap((error: unknown) => {
    if (typeof error !== 'object' || error === null) return [];
    const { pointer, reason } = error as Record<string, unknown>;
    const why = text(reason);
    return why === null ? [] : [{ pointer: text(pointer) ?? '', reason: why }];
  });
}
