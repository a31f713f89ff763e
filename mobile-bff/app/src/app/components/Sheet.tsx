import { CloseOutline } from 'antd-mobile-icons';
import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';
import { useApp } from '../data/context';

interface SheetProps {
  readonly title: string;
  readonly wide?: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A sheet over the screen. The browser keeps the focus inside and gives it back; Escape closes. */
export function Sheet({ title, wide = false, onClose, children }: SheetProps) {
  const { texts } = useApp();
  const dialog = useRef<HTMLDialogElement>(null);
  const label = useId();
  // Closed before it is taken out of the page, for only then the browser gives the focus back.
  useLayoutEffect(() => {
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={wide ? 'sheet sheet-wide' : 'sheet'}
      aria-labelledby={label}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <div className="sheet-body">
        <header>
          <h2 id={label}>{title}</h2>
          <button type="button" className="sheet-close" aria-label={texts.common.close} onClick={onClose}>
            <CloseOutline aria-hidden />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  );
}
