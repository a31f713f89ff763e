import { yuan } from '../../format/money';

interface MoneyProps {
  readonly fen: number;
  readonly className?: string;
}

/** An amount; the cents are smaller so that large amounts read at a glance. */
export function Money({ fen, className = '' }: MoneyProps) {
  const [whole, cents] = yuan(fen).split('.');
  return (
    <span className={`money ${className}`}>
      <span className="money-unit">¥</span>
      {whole}
      <span className="money-cents">.{cents}</span>
    </span>
  );
}
