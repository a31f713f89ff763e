import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { AppContext } from '../../src/app/data/context';
import { DifferenceNotice } from '../../src/app/invoice/DifferenceNotice';
import { NameNotice, SignerLine } from '../../src/app/invoice/SignerLine';
import { SpeechContext } from '../../src/verify/speech';
import { Verdict } from '../../src/verify/Verdict';
import { verifyBundle, type Verification } from '../../src/verifier';
import { app, desk } from '../foreign/evil';
import { bundle, bundleGm, cases, trust, trustGm } from '../verifier/golden';

const inTheApp = ({ document, signer, suite }: Verification) =>
  renderToStaticMarkup(
    <AppContext value={app}>
      {signer !== null && <SignerLine signer={signer} suite={suite} />}
      {document !== null && signer !== null && <NameNotice document={document} signer={signer} />}
    </AppContext>,
  );

const onThePage = (verification: Verification) =>
  renderToStaticMarkup(
    <SpeechContext value={desk}>
      <Verdict checked={{ kind: 'checked', fileName: 'a.json', verification }} another={() => undefined} />
    </SpeechContext>,
  );

test('the signer’s registered name is shown, and no warning where the printed one is the same', async () => {
  const verification = await verifyBundle(cases.cases.sound.bundle, cases.trust);
  for (const markup of [inTheApp(verification), onThePage(verification)]) {
    expect(markup).toContain('示例医院');
    expect(markup).toContain('121100004000000001');
    expect(markup).not.toContain('票面上的医院名称与签名证书不同');
  }
});

test.each([
  ['ECDSA P-256', bundle, trust],
  ['SM2', bundleGm, trustGm],
])('it says by which suite a bill is signed: %s', async (algorithm, signed, by) => {
  const verification = await verifyBundle(signed, by);
  for (const markup of [inTheApp(verification), onThePage(verification)]) expect(markup).toContain(`算法：${algorithm} 与 S`);
});

test('another printed name is warned of, with both names', async () => {
  const verification = await verifyBundle(bundle, trust);
  for (const markup of [inTheApp(verification), onThePage(verification)]) {
    expect(markup).toContain('票面上的医院名称与签名证书不同');
    expect(markup).toContain('\u2068示范第一医院\u2069');
    expect(markup).toContain('\u2068hospital-one\u2069');
  }
});

test('a list that says otherwise than the document is warned of, by what', async () => {
  const { document } = await verifyBundle(bundle, trust);
  if (document === null) throw new Error('the golden bundle has a document');
  const summary = {
    invoiceId: document.invoiceId, state: 'FINAL', hospital: 'x', issuerName: '另一家医院', documentType: document.documentType, encounterDate: null, dischargeDate: null,
    department: null, visitNumber: null, totalFen: 1, claimableFen: document.claimableFen, issuedAt: '2026-11-26T00:00:00Z', finalAt: null, outcome: null,
  } as const;
  const markup = renderToStaticMarkup(
    <AppContext value={app}>
      <DifferenceNotice summary={summary} document={document} />
    </AppContext>,
  );
  expect(markup).toContain('列表里的医院和总额与已核验的票据不同');
});
