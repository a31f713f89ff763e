// What the ledger's own tests hold to be valid for ever.
import consortium from '../../protocol/src/test/resources/golden/consortium.hex?raw';
import epochOne from '../../protocol/src/test/resources/golden/epoch-change-1.hex?raw';
import epochTwo from '../../protocol/src/test/resources/golden/epoch-change-2.hex?raw';
import ofEpochTwo from '../../protocol/src/test/resources/golden/checkpoint-of-epoch-2.hex?raw';
import operations from '../../protocol/src/test/resources/golden/operation-types.txt?raw';
import outcomes from '../../protocol/src/test/resources/golden/outcomes.txt?raw';
import leafReverse from '../../protocol/src/test/resources/golden/leaf-reverse-invoice.hex?raw';
import leafIssue from '../../protocol/src/test/resources/golden/leaf-issue-invoice.hex?raw';
import leafRemaining from '../../protocol/src/test/resources/golden/leaf-exceeds-remaining.hex?raw';
import leafHeader from '../../protocol/src/test/resources/golden/leaf-block-header.hex?raw';
import proofs from '../../contract/src/test/resources/golden/state-proofs.txt?raw';
import rows from '../../contract/src/test/resources/golden/invoice-rows.txt?raw';
import { base64, fromUtf8, type Bytes } from '@app/verifier/bytes';

const title = 'yipiao/state-proof@v1\n';

export const trustFile = bytesOf(consortium);
export const there = 110_601_260_000_000_003n;
export const notThere = 110_601_260_000_000_030n;
export const presence = proofs.slice(0, proofs.lastIndexOf(`\n${title}`));
export const absence = proofs.slice(proofs.lastIndexOf(title));
export const header = /^header (.*)$/m.exec(presence)?.[1] ?? '';
export const inclusion = presence.slice(presence.indexOf('\n\n') + 2);
export const note = inclusion.slice(inclusion.indexOf('\n\n') + 2);
export const headerIndex = 24n;
export const leaves = {
  reverse: bytesOf(leafReverse),
  issue: bytesOf(leafIssue),
  remaining: bytesOf(leafRemaining),
  header: bytesOf(leafHeader),
};
/** What proves the epochs from sizes 10 and 20 on, in base64, and a checkpoint of size 25. */
export const epochs = [base64(bytesOf(epochOne)), base64(bytesOf(epochTwo))] as const;
export const noteOfEpochTwo = fromUtf8(bytesOf(ofEpochTwo));
export { operations, outcomes, rows };

export function bytesOf(hex: string): Bytes {
  return Uint8Array.from(hex.replace(/\s/g, '').match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
