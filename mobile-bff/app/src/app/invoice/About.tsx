import { Foreign } from '../../foreign/Foreign';
import { day, exactMoment } from '../../format/time';
import { useApp } from '../data/context';
import type { Disclosed } from '../../verifier';
import { masked } from './masked';

/** What the document says besides money. */
export function About({ document }: { readonly document: Disclosed }) {
  const { texts, language } = useApp();
  const words = texts.invoice;
  const { encounter } = document;
  const stay = encounter?.discharge !== null && encounter?.discharge !== undefined;
  const facts: [string, string | null | undefined, boolean?][] = [
    [words.patient, document.payerName, true],
    [words.document, document.payerDocument === null ? null : masked(document.payerDocument.number)],
    [words.department, encounter?.department, true],
    [words.date, encounter === null || stay ? null : day(encounter.date, language)],
    [words.stay, stay ? texts.home.until(day(encounter?.date ?? '', language), day(encounter?.discharge ?? '', language)) : null],
    [words.visitNumber, encounter?.visitNumber],
    [words.coverage, document.coverage === null ? null : (texts.coverages[document.coverage] ?? document.coverage)],
    [words.diagnoses, document.diagnoses.map((diagnosis) => diagnosis.text ?? diagnosis.code).join('、') || null, true],
    [words.issuedAt, exactMoment(new Date(document.issuedAt * 1000).toISOString(), language)],
    [words.business, document.businessNumber],
    [words.issuerCode, document.issuerCode],
  ];
  return (
    <section className="card" aria-labelledby="about">
      <h2 id="about">{words.about}</h2>
      <dl className="facts">
        {facts.map(([name, value, chinese]) =>
          value === null || value === undefined ? null : (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                <Foreign lang={chinese === true ? 'zh-CN' : undefined}>{value}</Foreign>
              </dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}
