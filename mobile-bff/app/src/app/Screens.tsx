import { lazy, Suspense, useEffect } from 'react';
import { Tabs } from './components/Tabs';
import { Placeholder } from './components/Placeholder';
import { useApp } from './data/context';
import { HomeScreen } from './home/HomeScreen';
import { NowhereScreen } from './NowhereScreen';
import { usePath } from './routing/location';
import { routeOf, type Route } from './routing/route';

const loadInvoice = () => import('./invoice/InvoiceScreen');
const loadOffer = () => import('./claim/OfferScreen');
const loadClaim = () => import('./claim/ClaimScreen');
const InvoiceScreen = lazy(loadInvoice);
const OfferScreen = lazy(loadOffer);
const ClaimScreen = lazy(loadClaim);
const ClaimsScreen = lazy(() => import('./claims/ClaimsScreen'));
const ConsentsScreen = lazy(() => import('./consents/ConsentsScreen'));
const LinkScreen = lazy(() => import('./linking/LinkScreen'));
const MeScreen = lazy(() => import('./me/MeScreen'));

/** The screen of the present address. */
export function Screens() {
  const path = usePath();
  const route = routeOf(path);
  const { texts } = useApp();
  useEffect(() => {
    // The way to a payment is short: have its screens ready before they are asked for.
    const timer = setTimeout(() => void Promise.allSettled([loadInvoice(), loadOffer(), loadClaim()]), 1500);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <Suspense fallback={<div className="screen"><main aria-label={texts.common.loading}><Placeholder heights={[160, 220]} /></main></div>}>
        <Shown key={path.split('?')[0] + route.name} route={route} />
      </Suspense>
      {route.name === 'home' && <Tabs current="invoices" />}
      {route.name === 'claims' && <Tabs current="claims" />}
      {route.name === 'me' && <Tabs current="me" />}
    </>
  );
}

function Shown({ route }: { readonly route: Route }) {
  switch (route.name) {
    case 'home':
      return <HomeScreen problem={route.problem} />;
    case 'me':
      return <MeScreen />;
    case 'invoice':
      return <InvoiceScreen invoiceId={route.invoiceId} />;
    case 'claim-offer':
      return <OfferScreen invoiceId={route.invoiceId} />;
    case 'claims':
      return <ClaimsScreen />;
    case 'claim':
      return <ClaimScreen claimId={route.claimId} />;
    case 'consents':
      return <ConsentsScreen />;
    case 'link':
      return <LinkScreen />;
    case 'nowhere':
      return <NowhereScreen />;
  }
}
