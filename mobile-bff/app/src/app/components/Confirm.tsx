import { Button } from 'antd-mobile';
import { useApp } from '../data/context';
import { Sheet } from './Sheet';

interface ConfirmProps {
  readonly title: string;
  readonly detail: string;
  readonly action: string;
  readonly busy: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before what cannot be undone. */
export function Confirm({ title, detail, action, busy, onConfirm, onClose }: ConfirmProps) {
  const { texts } = useApp();
  return (
    <Sheet title={title} onClose={onClose}>
      <p className="sheet-text">{detail}</p>
      <div className="sheet-actions">
        <Button block size="large" onClick={onClose}>
          {texts.common.cancel}
        </Button>
        <Button block size="large" color="danger" loading={busy} onClick={onConfirm}>
          {action}
        </Button>
      </div>
    </Sheet>
  );
}
