import { visible } from './visible';

interface ForeignProps {
  readonly children: string;
  readonly lang?: string | undefined;
  readonly className?: string | undefined;
}

/** A text that is not the page's own: kept apart from what stands beside it, with nothing hidden in it. */
export function Foreign({ children, lang, className }: ForeignProps) {
  return (
    <bdi lang={lang} className={className}>
      {visible(children)}
    </bdi>
  );
}
