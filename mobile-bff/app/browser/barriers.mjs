// What keeps people from using a page.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core finds; it runs in a world of its own, which the page's content policy does not bind. */
export async function barriers(page) {
  const client = await page.context().newCDPSession(page);
  const { frameTree } = await client.send('Page.getFrameTree');
  const { executionContextId } = await client.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id, worldName: 'axe' });
  const run = (expression) => client.send('Runtime.evaluate', { expression, contextId: executionContextId, awaitPromise: true, returnByValue: true });
  await run(axe);
  const { result, exceptionDetails } = await run(
    `axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.target + ' ' + (n.any[0]?.message ?? n.failureSummary ?? '').slice(0, 160))))`,
  );
  const small = await run(
    `[...document.querySelectorAll('a[href], button, input, [role=button]')].filter((e) => { const b = e.getBoundingClientRect(); const hidden = b.width === 0 || e.matches('.skip, .payer input, .visually-hidden'); return !hidden && (b.height < 44 || b.width < 44); }).map((e) => 'small target: ' + e.className + ' ' + (e.textContent ?? '').slice(0, 20))`,
  );
  await client.detach();
  if (exceptionDetails !== undefined) return [`axe failed: ${exceptionDetails.text}`];
  return [...result.value, ...(small.result.value ?? [])];
}
