// What the offline verifier's own tests hold to be valid for ever.
import bundle from '../../../../invoice-service/document/src/test/resources/golden/bundle.json?raw';
import trust from '../../../../invoice-service/document/src/test/resources/golden/consortium.json?raw';

import cases from '../../../../invoice-service/document/src/test/resources/golden/bundle-cases.json';

export { bundle, cases, trust };

export interface Parts {
  readonly document: string;
  readonly leaf: string;
  readonly proof: string;
}
