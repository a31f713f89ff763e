import { CheckOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { yuan } from '../../format/money';
import { exactMoment, shortDay } from '../../format/time';
import { useApp } from '../data/context';
import type { ClaimOption, Field, InvoiceSummary } from '../data/shapes';

interface ConsentBlockProps {
  readonly summary: InvoiceSummary;
  readonly option: ClaimOption;
}

const allFields: readonly Field[] = [
  'ISSUER',
  'ENCOUNTER',
  'COVERAGE',
  'MONEY',
  'CATEGORIES',
  'LINES',
  'DIAGNOSES',
  'PAYER_NAME',
  'PAYER_DOCUMENT',
  'BUSINESS_NUMBER',
];

/** What the person agrees to: who sees what of which invoice, what for, and until when. */
export function ConsentBlock({ summary, option }: ConsentBlockProps) {
  const { texts, language } = useApp();
  const words = texts.offer;
  const { consent } = option;
  const hidden = allFields.filter((field) => !consent.fields.includes(field));
  const date = summary.encounterDate === null ? '' : shortDay(summary.encounterDate, language);
  return (
    <section className="card consent" aria-labelledby="consent">
      <h2 id="consent">{words.consent}</h2>
      <dl className="facts">
        <div>
          <dt>{words.whom}</dt>
          <dd>
            <Foreign lang="zh-CN">{option.payerName}</Foreign>
          </dd>
        </div>
        <div>
          <dt>{words.which}</dt>
          <dd>
            <Foreign lang="zh-CN">{summary.issuerName ?? texts.home.unknownHospital}</Foreign>
            <span className="fact-more">
              {date} ¥{yuan(summary.totalFen)}
            </span>
          </dd>
        </div>
        <div>
          <dt>{words.purpose}</dt>
          <dd>{words.purposes[consent.purpose] ?? consent.purpose}</dd>
        </div>
        <div>
          <dt>{words.expiry}</dt>
          <dd>{exactMoment(consent.expiresAt, language)}</dd>
        </div>
      </dl>
      <h3>{words.whatIsShown}</h3>
      <ul className="shown">
        {consent.fields.map((field) => {
          const [name, detail] = texts.fields[field] ?? [field, ''];
          return (
            <li key={field}>
              <CheckOutline aria-hidden />
              <span>
                <strong>{name}</strong>
                <small>{detail}</small>
              </span>
            </li>
          );
        })}
      </ul>
      <p className="hint">
        {words.notShown}: {[...hidden.map((field) => texts.fields[field]?.[0] ?? field), words.neverShown].join(' · ')}
      </p>
      <p className="hint">{words.alwaysShown}</p>
      <p className="hint">{words.withdrawable}</p>
    </section>
  );
}
