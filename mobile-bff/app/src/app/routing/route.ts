export type Route =
  | { readonly name: 'home'; readonly problem: string | null }
  | { readonly name: 'me' }
  | { readonly name: 'invoice'; readonly invoiceId: string }
  | { readonly name: 'claim-offer'; readonly invoiceId: string }
  | { readonly name: 'claims' }
  | { readonly name: 'claim'; readonly claimId: string }
  | { readonly name: 'consents' }
  | { readonly name: 'link' }
  | { readonly name: 'nowhere' };

const invoiceId = '([A-Za-z0-9_-]{1,64})';
const claimId = '([0-9a-f]{32})';

/** The screen at a path with its query. */
export function routeOf(path: string): Route {
  const [pathname = '/', query = ''] = path.split('?');
  const search = new URLSearchParams(query);
  if (pathname === '/' || pathname === '/index.html') {
    if (search.get('view') === 'me') return { name: 'me' };
    const problem = search.get('problem');
    return { name: 'home', problem: problem !== null && /^[A-Z_]{1,64}$/.test(problem) ? problem : null };
  }
  if (pathname === '/claims') return { name: 'claims' };
  if (pathname === '/consents') return { name: 'consents' };
  if (pathname === '/link') return { name: 'link' };
  const offer = new RegExp(`^/invoices/${invoiceId}/claim$`).exec(pathname)?.[1];
  if (offer !== undefined) return { name: 'claim-offer', invoiceId: offer };
  const invoice = new RegExp(`^/invoices/${invoiceId}$`).exec(pathname)?.[1];
  if (invoice !== undefined) return { name: 'invoice', invoiceId: invoice };
  const claim = new RegExp(`^/claims/${claimId}$`).exec(pathname)?.[1];
  if (claim !== undefined) return { name: 'claim', claimId: claim };
  return { name: 'nowhere' };
}
