import { InformationCircleOutline } from 'antd-mobile-icons';
import { useState } from 'react';
import { Empty, FailureNotice } from '../components/Notice';
import { Placeholder } from '../components/Placeholder';
import { Screen } from '../components/Screen';
import { useApp } from '../data/context';
import type { ClaimOffer, ClaimOption } from '../data/shapes';
import { useResource } from '../data/useResource';
import { ConsentBlock } from './ConsentBlock';
import { EstimateBlock } from './EstimateBlock';
import { PayerChoice } from './PayerChoice';
import { SubmitBar } from './SubmitBar';

export default function OfferScreen({ invoiceId }: { readonly invoiceId: string }) {
  const { session, texts } = useApp();
  const path = `/invoices/${encodeURIComponent(invoiceId)}/claim`;
  const offer = useResource<ClaimOffer>(path, (signal) => session.get<ClaimOffer>(path, { signal }));
  return (
    <Screen title={texts.offer.title} back={`/invoices/${encodeURIComponent(invoiceId)}`} className="with-action">
      {offer.failure !== null && <FailureNotice failure={offer.failure} retry={() => void offer.reload()} />}
      {offer.value === undefined && offer.failure === null && <Placeholder heights={[190, 260, 300]} />}
      {offer.value !== undefined && offer.value.options.length === 0 && (
        <Empty icon={<InformationCircleOutline />} title={texts.offer.noOptions} detail={texts.offer.noOptionsDetail} />
      )}
      {offer.value !== undefined && offer.value.options.length > 0 && <Offer offer={offer.value} />}
    </Screen>
  );
}

function Offer({ offer }: { readonly offer: ClaimOffer }) {
  const [chosen, setChosen] = useState(() => best(offer.options));
  const option = offer.options.find((one) => keyOf(one) === chosen) ?? offer.options[0];
  if (option === undefined) return null;
  return (
    <>
      <PayerChoice options={offer.options} chosen={keyOf(option)} keyOf={keyOf} onChoose={setChosen} />
      <EstimateBlock summary={offer.summary} option={option} />
      {mayBeSubmitted(option) && (
        <>
          <ConsentBlock summary={offer.summary} option={option} />
          <SubmitBar key={keyOf(option)} summary={offer.summary} option={option} />
        </>
      )}
    </>
  );
}

function keyOf(option: ClaimOption): string {
  return `${option.payer}/${option.policy}`;
}

/** The first that would pay, in the order in which payers come; else the first. */
function best(options: readonly ClaimOption[]): string {
  const found = options.find((option) => option.estimate?.decision === 'PAYABLE') ?? options.find(mayBeSubmitted) ?? options[0];
  return found === undefined ? '' : keyOf(found);
}

/** What surely would be refused is not worth a consent; what is not known may be tried. */
function mayBeSubmitted(option: ClaimOption): boolean {
  return option.estimate === null || option.estimate.decision === 'PAYABLE' || option.estimate.decision === 'REVIEW';
}
