import type { Explorer } from '../explorer';
import type { Speech } from './parts';

/** A part of the page; made anew when it is opened or the language changes. */
export interface View {
  readonly element: HTMLElement;
  /** Ends what keeps it up to date. */
  readonly close: () => void;
}

/** @param place what stands behind the view's name in the address */
export type OpenView = (explorer: Explorer, speech: Speech, place: readonly string[]) => View;
