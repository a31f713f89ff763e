import { CheckShieldFill, ExclamationCircleOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import type { Disclosed, Signer, SuiteName } from '../../verifier';
import { useApp } from '../data/context';

/** Who has signed and by which suite, as the certificate has it, beside the name that the document prints. */
export function SignerLine({ signer, suite }: { readonly signer: Signer; readonly suite: SuiteName | null }) {
  const { verification: words, chain } = useApp().texts;
  const sure = signer.naming !== 'DIFFERENT';
  return (
    <p className={sure ? 'signer' : 'signer signer-doubt'}>
      {sure ? <CheckShieldFill aria-hidden /> : <ExclamationCircleOutline aria-hidden />}
      {words.signedBy} <Foreign lang="zh-CN">{signer.name}</Foreign>
      <small>{words.signerFacts(isolated(signer.creditCode), signer.member)}</small>
      {suite !== null && <small>{chain.suites[suite]}</small>}
    </p>
  );
}

/** Says that the printed name is not the signer's registered one. */
export function NameNotice({ document, signer }: { readonly document: Disclosed; readonly signer: Signer }) {
  const words = useApp().texts.verification;
  if (signer.naming !== 'DIFFERENT' || document.issuer === null) return null;
  return (
    <section className="notice notice-warn" role="alert">
      <ExclamationCircleOutline className="notice-icon" aria-hidden />
      <div>
        <p className="notice-title">{words.nameDiffers}</p>
        <p>{words.nameDiffersDetail(isolated(document.issuer.name), isolated(signer.name))}</p>
      </div>
    </section>
  );
}
