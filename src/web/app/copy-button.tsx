import { CopyOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactElement } from 'react';
import { APP } from '#web/app/app-texts.ts';
import { useTell } from '#web/app/toasts.tsx';

interface CopyButtonProps {
  readonly text: string;
  /** What is copied: 账号. */
  readonly what: string;
}

/** Puts a text on the clipboard and says so. */
export function CopyButton({ text, what }: CopyButtonProps): ReactElement {
  const tell = useTell();
  const copy = (): void => {
    // without https browsers have no clipboard to write to
    const written = navigator.clipboard?.writeText(text) ?? Promise.reject(new Error('no clipboard'));
    written.then(
      () => tell(`${APP.copied}：${text}`),
      () => tell(APP.copyFailed),
    );
  };
  return (
    <Button icon={<CopyOutlined />} aria-label={APP.copyOf(what)} onClick={copy}>
      {APP.copy}
    </Button>
  );
}
