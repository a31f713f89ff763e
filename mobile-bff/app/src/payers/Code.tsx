import { Foreign } from '../foreign/Foreign';

/** A stable code, small beside its words: staff name it to one another, and to those who run the service. */
export function Code({ children }: { readonly children: string }) {
  return <Foreign className="mono code">{children}</Foreign>;
}
