import { yuan } from '../../format/money';
import type { Texts } from '../../texts/app';
import { useApp } from '../data/context';
import type { Standing } from './visits';

export function StandingChip({ standing }: { readonly standing: Standing }) {
  const { texts } = useApp();
  const [tone, words] = chip(standing, texts);
  return <span className={`chip chip-${tone}`}>{words}</span>;
}

function chip(standing: Standing, texts: Texts): [tone: string, words: string] {
  switch (standing.kind) {
    case 'state':
      return [standing.state === 'RECEIVED' ? 'wait' : 'bad', texts.status[standing.state]];
    case 'paid':
      return ['good', texts.status.paid(yuan(standing.amountFen))];
    case 'running':
      return ['wait', texts.status.running];
    case 'review':
      return ['wait', texts.status.review];
    case 'not-paid':
      return ['bad', texts.status.notPaid];
    case 'claimable':
      return ['act', texts.status.claimable];
    case 'none':
      return ['plain', texts.status.none];
  }
}
