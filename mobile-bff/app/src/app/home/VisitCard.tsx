import { RightOutline } from 'antd-mobile-icons';
import { Foreign } from '../../foreign/Foreign';
import { shortDay } from '../../format/time';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { InvoiceSummary, PersonClaim } from '../data/shapes';
import { Link } from '../routing/Link';
import { StandingChip } from './StandingChip';
import { standingOf, type Visit } from './visits';

/** A visit with its invoices. */
export function VisitCard({ visit, claims }: { readonly visit: Visit; readonly claims: readonly PersonClaim[] }) {
  const { texts, language } = useApp();
  const date =
    visit.discharge !== null && visit.discharge !== visit.date
      ? texts.home.until(shortDay(visit.date, language), shortDay(visit.discharge, language))
      : shortDay(visit.date, language);
  const total = visit.invoices.reduce((sum, invoice) => sum + invoice.totalFen, 0);
  return (
    <li className="card visit">
      <div className="visit-head">
        <div>
          <h3>
            <Foreign lang="zh-CN">{visit.issuerName ?? texts.home.unknownHospital}</Foreign>
          </h3>
          <p className="visit-facts">
            <span>{date}</span>
            <span>{texts.home.visit[visit.kind]}</span>
            {visit.department !== null && <Foreign lang="zh-CN">{visit.department}</Foreign>}
          </p>
        </div>
      </div>
      <ul className="rows">
        {visit.invoices.map((invoice) => (
          <InvoiceRow key={invoice.invoiceId} invoice={invoice} claims={claims} />
        ))}
      </ul>
      {visit.invoices.length > 1 && (
        <p className="visit-total">
          {texts.home.visitTotal(visit.invoices.length)} <Money fen={total} />
        </p>
      )}
    </li>
  );
}

function InvoiceRow({ invoice, claims }: { readonly invoice: InvoiceSummary; readonly claims: readonly PersonClaim[] }) {
  return (
    <li>
      <Link to={`/invoices/${encodeURIComponent(invoice.invoiceId)}`} className="row">
        <span className="row-main">
          <Money fen={invoice.totalFen} className="row-amount" />
          <span className="row-number">{grouped(invoice.invoiceId)}</span>
        </span>
        <StandingChip standing={standingOf(invoice, claims)} />
        <RightOutline aria-hidden className="row-arrow" />
      </Link>
    </li>
  );
}

/** The code and the number of an invoice, apart. */
function grouped(invoiceId: string): string {
  return /^\d{18}$/.test(invoiceId) ? `${invoiceId.slice(0, 8)} ${invoiceId.slice(8)}` : invoiceId;
}
