import { useEffect, useRef } from 'react';
import { Foreign } from '../foreign/Foreign';
import { isolated } from '../foreign/visible';
import type { Verification } from '../verifier';
import { ChainSteps } from './ChainSteps';
import { DocumentPaper } from './DocumentPaper';
import { useTexts } from './speech';
import { StepSign } from './StepSign';
import type { Checked } from './useFileCheck';

/** What came of checking a file: the verdict, the chain, and what the document says. */
export function Verdict({ checked, another }: { readonly checked: Checked; readonly another: () => void }) {
  const { texts } = useTexts();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }, [checked]);
  const { verification, fileName } = checked;
  const [title, words] = texts.verdict[verification.outcome];
  const standing = verification.outcome === 'VALID' ? 'ok' : verification.outcome === 'BROKEN' ? 'broken' : 'unable';
  return (
    <div className="verdict">
      <section className="card verdict-banner" data-standing={standing}>
        <StepSign standing={standing} large />
        <div className="verdict-words">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          <p>{words}</p>
          {verification.valid && <p className="verdict-scope">{texts.verdict.scope}</p>}
          {verification.valid && <NameNotice verification={verification} />}
        </div>
        <div className="verdict-file">
          <Foreign className="mono">{fileName}</Foreign>
          <button type="button" className="button" onClick={another}>
            {texts.file.another}
          </button>
        </div>
      </section>
      <div className="verdict-parts" data-alone={verification.document === null}>
        <ChainSteps verification={verification} />
        {verification.document !== null && (
          <DocumentPaper document={verification.document} signer={verification.signer} suite={verification.suite} outcome={verification.outcome} />
        )}
      </div>
    </div>
  );
}

/** Says that the printed name is not the signer's registered one. */
function NameNotice({ verification: { document, signer } }: { readonly verification: Verification }) {
  const { texts } = useTexts();
  const printed = document?.issuer?.name;
  if (signer?.naming !== 'DIFFERENT' || printed === undefined) return null;
  const [title, words] = texts.verdict.nameDiffers;
  return (
    <div className="notice notice-warn">
      <p className="notice-title">{title}</p>
      <p>{words(isolated(printed), isolated(signer.name))}</p>
    </div>
  );
}
