// What the pages' server answers to a signed-in person.
import { Claims, claimScreen, ended, personClaim, statusOf } from './claims.mjs';
import { agency, agencyPays, insurer, insurerPays, insurerPaysNothing } from './estimates.mjs';
import { bundleOf, crowd, epochs, inpatientId, invoices, outpatientId, pendingId, trust } from './invoices.mjs';
import { spoken, text } from './words.mjs';

const consentFields = ['ISSUER', 'ENCOUNTER', 'MONEY', 'LINES'];
/** What the documents of the consortium whose validators change say. */
const asIssued = { issuerName: '示例医院', encounterDate: '2026-11-22', department: '内科', visitNumber: 'V-1' };
const firstOfStale = '2026-11-26T04:03:00Z';

export class Api {
  constructor(control, stepMillis) {
    this.control = control;
    this.claims = new Claims(stepMillis);
    this.invoices = invoices();
    this.consents = [
      consent('d4'.repeat(16), '110601260000002981', 'agency', '2026-10-18T03:20:10Z', '2026-10-25T03:20:10Z', null),
      consent('e5'.repeat(16), '110601260000001730', 'insurer', '2026-09-05T08:01:38Z', '2026-12-31T08:01:38Z', null),
      consent('f6'.repeat(16), '110601260000001730', 'agency', '2026-09-04T02:11:00Z', '2026-12-31T02:11:00Z', '2026-09-06T01:00:00Z'),
    ];
    this.streams = new Set();
    this.claims.watch((claim) => this.tell('claim', { claimId: claim.claimId, status: statusOf(claim) }));
  }

  answer(call, address, request, body, { json, problem, response }) {
    const language = spoken(request.headers['accept-language']);
    const ok = (value) => json(response, 200, value);
    const invoice = /^GET \/api\/invoices\/(\w+)(\/claim)?$/.exec(call);
    const claim = /^GET \/api\/claims\/(\w{32})(\/events)?$/.exec(call);
    const revocation = /^POST \/api\/consents\/(\w{32})\/revocation$/.exec(call);
    if (call === 'GET /api/trust') return ok(this.trust());
    if (call === 'GET /api/trust/epochs' && this.control.epochsDown) return problem(response, 503, 'NO_NODE_ANSWERS', '', '');
    if (call === 'GET /api/trust/epochs') return ok(this.epochsFrom(Number(address.searchParams.get('from') ?? 1)));
    if (call === 'GET /api/home') return ok(this.home(address.searchParams, language));
    if (call === 'GET /api/events') return this.events(response);
    if (call === 'GET /api/claims') return ok({ items: this.control.empty ? [] : this.claims.list().map((one) => personClaim(one, language)), next: null });
    if (call === 'GET /api/consents') return ok({ items: this.control.empty ? [] : this.consents.map((one) => this.named(one)), next: null });
    if (call === 'POST /api/claims') return this.submit(body, language, json, problem, response);
    if (call === 'POST /api/links') return this.link(json, problem, response);
    if (revocation !== null) return ok(this.revoke(revocation[1]));
    if (invoice !== null) {
      const summary = this.foundInvoice(invoice[1]);
      if (summary === undefined) return problem(response, 404, 'NO_SUCH_INVOICE', '无此票据', '没有该票据,或调用方无权查看。');
      return ok(invoice[2] === undefined ? this.detail(summary, language) : this.offer(summary, language));
    }
    if (claim !== null) {
      const found = this.claims.all.get(claim[1]);
      if (found === undefined) return problem(response, 404, 'NO_SUCH_CLAIM', '', '');
      if (claim[2] !== undefined) return this.steps(found, Number(request.headers['last-event-id'] ?? 0), language, response);
      return ok(claimScreen(found, this.summaryOf(found), language));
    }
    return problem(response, 404, 'NOT_FOUND', '', '');
  }

  /**
   * With `validators` all is of a consortium of its own, before or after its validators have changed; with `olderBill` the bill
   * is of before in any case, and with `epochsDown` what proves the change is not to be had.
   */
  trust() {
    const { validators, anotherTrust } = this.control;
    const given = validators === null ? trust : JSON.parse(validators === 'before' ? epochs.trust : epochs.followed);
    return anotherTrust ? { ...given, origin: 'another.example/log' } : given;
  }

  epochsFrom(from) {
    const changes = this.control.validators === 'after' ? epochs.changes : [];
    return { changes: changes.slice(from - 1), last: changes.length };
  }

  bundle(invoiceId) {
    const { validators, olderBill } = this.control;
    if (validators === null || invoiceId !== outpatientId) return bundleOf(invoiceId);
    return JSON.parse(olderBill ? epochs.before : epochs[validators]);
  }

  home(search, language) {
    const q = (search.get('q') ?? '').toLowerCase();
    const all = this.control.empty ? [] : this.control.crowd ? crowd() : this.invoices;
    const items = all.filter((one) => [one.issuerName, one.department, one.invoiceId, one.encounterDate].some((part) => (part ?? '').toLowerCase().includes(q)));
    const { stale } = this.control;
    const known = (value) => ({ value, asOf: stale ? firstOfStale : new Date().toISOString(), stale });
    const coverages = [agency, insurer].map((payer) => ({ ...payer, planId: 'P', validFrom: payer === agency ? '2020-01-01' : '2026-01-01', validTo: payer === agency ? null : '2026-12-31' }));
    return {
      invoices: known({ items, next: null, total: items.length }),
      claims: known(this.control.empty ? [] : this.claims.list().map((one) => personClaim(one, language))),
      coverages: known(coverages),
    };
  }

  detail(summary, language) {
    return {
      summary,
      bundle: this.bundle(summary.invoiceId),
      claims: this.claims.list().filter((one) => one.invoiceId === summary.invoiceId).map((one) => personClaim(one, language)),
      consents: this.consents.filter((one) => one.invoiceId === summary.invoiceId),
      asOf: new Date().toISOString(),
      stale: this.control.stale,
    };
  }

  offer(summary, language) {
    const granted = { fields: consentFields, purpose: 'REIMBURSEMENT', expiresAt: new Date(Date.now() + 7 * 86_400_000).toISOString() };
    const options =
      summary.invoiceId === inpatientId
        ? [{ ...insurer, estimate: insurerPays(language), consent: granted }]
        : summary.invoiceId === outpatientId
          ? [
              { ...agency, estimate: agencyPays(language), consent: granted },
              { ...insurer, estimate: insurerPaysNothing(language), consent: granted },
            ]
          : [{ ...insurer, estimate: insurerPaysNothing(language), consent: granted }];
    return { summary, options, asOf: new Date().toISOString() };
  }

  submit(body, language, json, problem, response) {
    if (this.control.claimRefused) {
      return problem(response, 409, 'ALREADY_CLAIMED', text(language, 'problem.ALREADY_CLAIMED.title'), text(language, 'problem.ALREADY_CLAIMED.detail'));
    }
    const claim = this.claims.submit(body);
    if (!this.consents.some((one) => one.consentId === body.consentId)) {
      this.consents.unshift(consent(body.consentId, body.invoiceId, body.payer, new Date().toISOString(), body.expiresAt, null));
    }
    return json(response, 202, claimScreen(claim, this.summaryOf(claim), language));
  }

  link(json, problem, response) {
    if (this.control.linkRefused) return problem(response, 422, 'LINK_REFUSED', '未能关联', '');
    return json(response, 200, { invoiceId: outpatientId });
  }

  named(given) {
    const bill = this.foundInvoice(given.invoiceId);
    const payer = [agency, insurer].find((one) => one.payer === given.payer);
    return {
      consent: given,
      payerName: payer?.payerName ?? null,
      issuerName: bill?.issuerName ?? null,
      encounterDate: bill?.encounterDate ?? null,
    };
  }

  revoke(consentId) {
    const index = this.consents.findIndex((one) => one.consentId === consentId);
    this.consents[index] = { ...this.consents[index], revokedAt: new Date().toISOString() };
    return this.consents[index];
  }

  /** With `differs` the list says of it what its document does not. */
  foundInvoice(invoiceId) {
    const found = this.invoices.find((one) => one.invoiceId === invoiceId) ?? crowd().find((one) => one.invoiceId === invoiceId);
    if (found === undefined) return undefined;
    if (this.control.validators !== null && invoiceId === outpatientId) return { ...found, ...asIssued };
    return this.control.differs ? { ...found, issuerName: '示范第九医院', totalFen: 9_900_000 } : found;
  }

  summaryOf(claim) {
    return this.invoices.find((one) => one.invoiceId === claim.invoiceId) ?? null;
  }

  /** The pending invoice becomes final, as it does by itself on the platform. */
  finish() {
    const index = this.invoices.findIndex((one) => one.invoiceId === pendingId);
    this.invoices[index] = { ...this.invoices[index], state: 'FINAL', finalAt: new Date().toISOString(), outcome: 'APPLIED' };
    this.tell('invoice', { invoiceId: pendingId });
  }

  events(response) {
    stream(response);
    response.write('event: open\ndata: {}\n\n');
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
  }

  tell(event, data) {
    this.streams.forEach((response) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`));
  }

  steps(claim, after, language, response) {
    stream(response);
    let sent = after;
    const send = () => {
      for (; sent < claim.timeline.length; sent++) {
        const { state, at, cause } = claim.timeline[sent];
        const last = sent === claim.timeline.length - 1;
        const step = { n: sent + 1, state, at, cause, statusText: text(language, `state.${state}`), amountFen: claim.amountFen, ended: last && ended(claim) };
        response.write(`id: ${sent + 1}\nevent: step\ndata: ${JSON.stringify(step)}\n\n`);
      }
      if (ended(claim)) response.end('event: end\ndata: {}\n\n');
    };
    const stop = this.claims.watch((moved) => moved === claim && send());
    response.on('close', stop);
    send();
  }
}

function stream(response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store' });
  response.write(': open\n\n');
  const beat = setInterval(() => response.write(': \n\n'), 5_000);
  response.on('close', () => clearInterval(beat));
}

function consent(consentId, invoiceId, payer, grantedAt, expiresAt, revokedAt) {
  return { consentId, invoiceId, payer, purpose: 'REIMBURSEMENT', fields: consentFields, presentationHash: '0'.repeat(64), nonce: 'AAAA', grantedAt, expiresAt, revokedAt, digest: '0'.repeat(64), signed: '' };
}
