import { ScanningOutline } from 'antd-mobile-icons';
import { useState } from 'react';
import { visible } from '../../foreign/visible';
import { yuan } from '../../format/money';
import type { Disclosed } from '../../verifier';
import { Sheet } from '../components/Sheet';
import { useApp } from '../data/context';
import { Paper } from './Paper';

/** The bill's picture, small; large enough to be read once it is asked for. */
export function Picture({ document }: { readonly document: Disclosed }) {
  const { texts } = useApp();
  const [large, setLarge] = useState(false);
  const label = texts.invoice.pictureAlt(visible(document.issuer?.name ?? document.issuerCode), yuan(document.totalFen));
  return (
    <section className="picture" aria-label={texts.invoice.picture}>
      <div className="picture-frame">
        <Paper document={document} label={label} />
        <button type="button" className="picture-open" aria-label={texts.invoice.enlarge} onClick={() => setLarge(true)} />
      </div>
      <p className="picture-foot">
        <span>{texts.invoice.fromProof}</span>
        <span aria-hidden className="picture-hint">
          <ScanningOutline /> {texts.invoice.enlarge}
        </span>
      </p>
      {large && (
        <Sheet wide title={texts.invoice.picture} onClose={() => setLarge(false)}>
          <div className="picture-large" tabIndex={0} role="group" aria-label={texts.invoice.picture}>
            <Paper document={document} label={label} />
          </div>
        </Sheet>
      )}
    </section>
  );
}
