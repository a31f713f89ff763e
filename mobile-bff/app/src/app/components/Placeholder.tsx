import { Skeleton } from 'antd-mobile';
import { useApp } from '../data/context';

/** The shape of a screen while it is loaded: cards with the given heights in pixels. */
export function Placeholder({ heights }: { readonly heights: readonly number[] }) {
  const { texts } = useApp();
  return (
    <div role="status" aria-label={texts.common.loading} className="placeholder">
      {heights.map((height, index) => (
        <Skeleton key={index} animated style={{ '--width': '100%', '--height': `${height}px`, '--border-radius': '16px' }} />
      ))}
    </div>
  );
}
