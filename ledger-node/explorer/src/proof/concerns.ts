import type { Leaf } from '@app/verifier/leaf';
import { fieldsOf } from './fields';

/** Whether an operation names an invoice. */
export function concerns(leaf: Leaf, id: bigint): boolean {
  return fieldsOf(leaf)?.some(({ value }) => value.kind === 'invoice' && value.value === id) ?? false;
}
