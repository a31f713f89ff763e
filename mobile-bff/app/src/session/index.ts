export { backOffMillis, EventParser, follow, type Follower, type StreamEvent } from './events';
export { Problem, Unreachable, type FieldError } from './problem';
export { base64url, proof, randomHex } from './proof';
export { Session, type CallOptions, type SessionSettings, type SessionState } from './session';
