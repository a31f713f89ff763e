// What the offline verifier's own tests hold to be valid for ever.
import bundle from '../../../../invoice-service/document/src/test/resources/golden/bundle.json?raw';
import trust from '../../../../invoice-service/document/src/test/resources/golden/consortium.json?raw';
// Of a consortium of suite GM, on the simulated engine; its keys are thrown away.
import bundleGm from '../../../../invoice-service/document/src/test/resources/golden/bundle-gm.json?raw';
import trustGm from '../../../../invoice-service/document/src/test/resources/golden/consortium-gm.json?raw';

import cases from '../../../../invoice-service/document/src/test/resources/golden/bundle-cases.json';

// Of a consortium into which a fifth validator came and whose first one went.
import epochs from '../../../../invoice-service/document/src/test/resources/golden/bundle-epochs.json';

export { bundle, bundleGm, cases, epochs, trust, trustGm };

export interface Parts {
  readonly document: string;
  readonly leaf: string;
  readonly proof: string;
}
