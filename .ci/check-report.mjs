// Checks a demo report against what must hold. Usage: node check-report.mjs thread REPORT [INTL|GM] | hl7 REPORT SAMPLES
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const [kind, file, more] = process.argv.slice(2);
const report = JSON.parse(readFileSync(file, 'utf8'));
const { origin } = URL.canParse(report.appUrl) ? new URL(report.appUrl) : {};
let passed = 0;
let failed = 0;

function must(what, holds) {
  if (holds) {
    passed++;
  } else {
    failed++;
    console.log(`does not hold: ${what}`);
  }
}

function thread() {
  const { invoices, claims } = report;
  must('four validators', report.validators === 4);
  must('at least 500 further invoices and those of the thread', invoices.accepted >= 503);
  must('every accepted invoice is final', invoices.final === invoices.accepted);
  must('nothing was refused', invoices.refused === 0);
  must('finality was measured', report.finalityMillis.p50 > 0 && report.finalityMillis.p99 >= report.finalityMillis.p50);
  must('issue was measured', report.issueMillis.p50 > 0 && report.issueMillis.p99 >= report.issueMillis.p50);
  const paid = (total, amount) =>
    claims.some((c) => c.invoiceTotalFen === total && c.amountFen === amount && c.status === 'PAID' &&
      /^[0-9]{18}$/.test(c.invoice) && c.submittedToPaidMillis > 0);
  must('the agency pays 595.00 on 1 260.00', paid(126000, 59500));
  must('the insurer pays 7 410.00 on 68 000.00', paid(6800000, 741000));
  must('claims holds paid claims alone', claims.every((c) => c.status === 'PAID'));
  must('a double claim is refused', report.doubleClaim?.status === 'REFUSED' && report.doubleClaim.code === 'ALREADY_CLAIMED');
  must('a claim beyond the rest is refused', report.overClaim?.status === 'REFUSED' &&
    report.overClaim.code === 'EXCEEDS_REMAINING' && report.overClaim.askedFen === report.overClaim.remainingFen + 1);
  must('a silent bank pays once', report.silentBank?.status === 'PAID' && report.silentBank.bankTransfers === 1 &&
    report.silentBank.secondPayer.status === 'REFUSED' && report.silentBank.reservationExpiryMillis > 0 &&
    report.silentBank.silentMillis > report.silentBank.reservationExpiryMillis);
  must('the bundle verifies', report.offlineVerification?.result === 'VALID' &&
    existsSync(report.offlineVerification.bundle) && existsSync(report.offlineVerification.trust));
  const { bundle } = report.offlineVerification ?? {};
  const algorithm = { INTL: 'ES256', GM: 'SM2SM3' }[more ?? 'INTL'];
  must(`the document is signed by ${algorithm}`, algorithm !== undefined && bundle && algorithmOf(bundle) === algorithm);
  must('every tampered bundle is rejected', report.tamperedBundle?.cases > 50 &&
    report.tamperedBundle.rejected === report.tamperedBundle.cases && report.tamperedBundle.firstReason.length > 0);
  must('no personal data on the ledger', report.personalDataOnLedger?.hits === 0 &&
    report.personalDataOnLedger.leavesScanned >= invoices.final && report.personalDataOnLedger.needles > 500 &&
    report.personalDataOnLedger.controls >= 30 &&
    report.personalDataOnLedger.controlHits === report.personalDataOnLedger.controls);
  const logs = report.personalDataInLogs;
  must('no personal data in the logs', logs?.hits === 0 && logs.files >= 12 && logs.needles > 500 &&
    logs.controlHits > 0 && logs.controlHits === logs.controls);
}

/** By what the document of a bundle says that it is signed (JOSE). */
function algorithmOf(bundle) {
  const [header] = JSON.parse(readFileSync(bundle, 'utf8')).document.split('.');
  return JSON.parse(Buffer.from(header, 'base64url').toString('utf8')).alg;
}

function hl7() {
  // One for each line that begins with MSH. A file with none of them is one message, which is refused, unless it holds
  // nothing but the envelope of a batch.
  const files = readdirSync(more, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  const headers = files.map(({ name }) => readFileSync(join(more, name), 'latin1').replace(/^\u00ef\u00bb\u00bf/, ''))
    .map((text) => text.split(/\r\n|\r|\n/).filter((line) => !/^(FHS|BHS|BTS|FTS)(?![0-9A-Za-z])/.test(line)))
    .map((lines) => Math.max(lines.filter((line) => line.startsWith('MSH')).length, lines.join('').trim() ? 1 : 0))
    .reduce((a, b) => a + b, 0);
  must('the folder holds messages', headers > 0);
  must('messages were sent', report.messages.length > 0);
  must('one entry for each MSH', report.messages.length === headers);
  must('accepted + refused = messages',
    report.invoices.accepted + report.invoices.refused === report.messages.length);
  must('every acceptance carries an invoice and an amount', report.messages.filter((m) => m.ack === 'AA')
    .every((m) => /^[0-9]{18}$/.test(m.invoice) && m.amountFen > 0));
  must('every refusal names segment and reason', report.messages.filter((m) => m.ack !== 'AA')
    .every((m) => m.segment && m.reason));
  must('ADT and BAR are refused', report.messages.filter((m) => /^(adt|bar)\./.test(m.file)).every((m) => m.ack === 'AR'));
  const sound = ['dft-imaging.hl7', 'dft-two-messages.hl7', 'dft-with-amount.hl7'];
  must('sound bills are accepted', report.messages.filter((m) => sound.includes(m.file)).every((m) => m.ack === 'AA'));
  must('the accepted ones are final', report.invoices.final === report.invoices.accepted);
}

must('the report says where the app is', origin !== undefined && origin === report.appUrl);
must('no failures', Array.isArray(report.failures) && report.failures.length === 0);
if (report.failures.length > 0) {
  console.log(report.failures.join('\n'));
}
({ thread, hl7 })[kind]();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
