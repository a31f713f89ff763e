import { Foreign } from '../../foreign/Foreign';
import { isolated } from '../../foreign/visible';
import { Money } from '../components/Money';
import { useApp } from '../data/context';
import type { ClaimOption } from '../data/shapes';

interface PayerChoiceProps {
  readonly options: readonly ClaimOption[];
  readonly chosen: string;
  readonly keyOf: (option: ClaimOption) => string;
  readonly onChoose: (key: string) => void;
}

/** From whom to claim, with what each would pay; nothing to choose when there is one only. */
export function PayerChoice({ options, chosen, keyOf, onChoose }: PayerChoiceProps) {
  const { texts } = useApp();
  if (options.length < 2) return null;
  return (
    <fieldset className="payers">
      <legend>{texts.offer.payers}</legend>
      {options.map((option) => (
        <label key={keyOf(option)} className="payer">
          <input type="radio" name="payer" checked={keyOf(option) === chosen} onChange={() => onChoose(keyOf(option))} />
          <span className="payer-mark" aria-hidden />
          <span className="payer-name">
            <Foreign lang="zh-CN">{option.payerName}</Foreign>
            <small>{texts.offer.policy(isolated(option.policy))}</small>
          </span>
          {option.estimate?.decision === 'PAYABLE' && option.estimate.amountFen !== null ? (
            <Money fen={option.estimate.amountFen} />
          ) : (
            <span className="chip chip-plain">{words(option, texts.offer)}</span>
          )}
        </label>
      ))}
    </fieldset>
  );
}

function words(option: ClaimOption, texts: { review: string; notPayable: string; cannotEstimate: string }): string {
  if (option.estimate === null) return texts.cannotEstimate;
  return option.estimate.decision === 'REVIEW' ? texts.review : texts.notPayable;
}
