// Claims that move by themselves, as the platform's do, a little slower so that they can be watched.
import { agency, agencyPays, insurer, insurerPays } from './estimates.mjs';
import { inpatientId } from './invoices.mjs';
import { refusal, text } from './words.mjs';

const way = ['VERIFIED', 'ADJUDICATED', 'RESERVING', 'COMMITTED', 'PAYING', 'PAID_BY_BANK', 'SETTLING', 'PAID'];
const ends = new Set(['PAID', 'REFUSED', 'REJECTED_BY_BANK', 'REVIEW']);

export class Claims {
  constructor(stepMillis) {
    this.stepMillis = stepMillis;
    this.all = new Map();
    this.watchers = new Set();
    this.seed();
  }

  seed() {
    const paid = this.store('a1'.repeat(16), '110601260000002981', agency, '2026-10-18T03:20:11Z', 22400, 9600);
    this.timeline(paid, '2026-10-18T03:20:11Z', ['SUBMITTED', ...way]);
    const refused = this.store('b2'.repeat(16), '110601260000001730', insurer, '2026-09-05T08:01:40Z', null, null);
    refused.refusalCode = 'NOTHING_PAYABLE';
    this.timeline(refused, '2026-09-05T08:01:40Z', ['SUBMITTED', 'VERIFIED', 'REFUSED']);
    const review = this.store('c3'.repeat(16), '110601260000001730', agency, '2026-09-04T02:11:09Z', null, null);
    review.refusalCode = 'other';
    this.timeline(review, '2026-09-04T02:11:09Z', ['SUBMITTED', 'VERIFIED', 'REVIEW']);
  }

  store(claimId, invoiceId, payer, submittedAt, amountFen, personShareFen) {
    const claim = { claimId, invoiceId, ...payer, submittedAt, amountFen, personShareFen, timeline: [], tappedAt: submittedAt };
    this.all.set(claimId, claim);
    return claim;
  }

  timeline(claim, from, states) {
    claim.timeline = states.map((state, index) => ({ state, at: new Date(Date.parse(from) + index * 410).toISOString(), cause: state }));
  }

  submit(body) {
    const known = this.all.get(body.claimId);
    if (known !== undefined) return known;
    const now = new Date().toISOString();
    const claim = this.store(body.claimId, body.invoiceId, body.payer === 'agency' ? agency : insurer, now, null, null);
    this.enter(claim, 'SUBMITTED');
    let index = 0;
    const next = () => {
      if (index >= way.length) return;
      if (way[index] === 'ADJUDICATED') {
        const estimate = claim.invoiceId === inpatientId ? insurerPays('zh') : agencyPays('zh');
        Object.assign(claim, { amountFen: estimate.amountFen, personShareFen: estimate.personShareFen });
      }
      this.enter(claim, way[index++]);
      setTimeout(next, this.stepMillis);
    };
    setTimeout(next, this.stepMillis);
    return claim;
  }

  enter(claim, state) {
    claim.timeline.push({ state, at: new Date().toISOString(), cause: state });
    this.watchers.forEach((watcher) => watcher(claim));
  }

  watch(watcher) {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  list() {
    return [...this.all.values()].sort((one, other) => other.submittedAt.localeCompare(one.submittedAt));
  }
}

export function statusOf(claim) {
  return claim.timeline.at(-1).state;
}

export function ended(claim) {
  return ends.has(statusOf(claim));
}

export function personClaim(claim, language) {
  const { claimId, payer, payerName, invoiceId, policy, submittedAt, amountFen, personShareFen } = claim;
  const status = statusOf(claim);
  return { claimId, payer, payerName, invoiceId, policy, status, statusText: text(language, `state.${status}`), ended: ended(claim), submittedAt, amountFen, personShareFen, refusal: claim.refusalCode === undefined ? null : refusal(language, claim.refusalCode) };
}

export function claimScreen(claim, summary, language) {
  const estimate = claim.payer === 'agency' ? agencyPays(language) : insurerPays(language);
  const paid = statusOf(claim) === 'PAID';
  const decided = claim.amountFen !== null;
  return {
    claim: {
      ...personClaim(claim, language),
      planId: decided ? estimate.planId : null,
      planEffectiveFrom: decided ? estimate.planEffectiveFrom : null,
      planOfficial: decided ? estimate.planOfficial : null,
      planSource: decided ? estimate.planSource : null,
      consentDigest: '0'.repeat(64),
      traceDigest: null,
      payout: null,
      timeline: claim.timeline,
      trace: decided && claim.amountFen === estimate.amountFen ? estimate.trace : [],
    },
    summary,
    receipt: paid ? receipt(claim) : null,
    asOf: new Date().toISOString(),
    stale: false,
  };
}

function receipt(claim) {
  const paidAt = claim.timeline.at(-1).at;
  return {
    claimId: claim.claimId,
    invoiceId: claim.invoiceId,
    payer: claim.payer,
    payerName: claim.payerName,
    amountFen: claim.amountFen,
    personShareFen: claim.personShareFen,
    tappedAt: claim.tappedAt,
    paidAt,
    submittedToPaidMillis: Date.parse(paidAt) - Date.parse(claim.tappedAt),
    messageId: `YP${claim.claimId.slice(0, 20).toUpperCase()}`,
    bankStatus: 'ACSC',
  };
}
