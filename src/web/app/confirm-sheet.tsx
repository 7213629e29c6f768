import { Button, ConfigProvider } from 'antd';
import { type ReactElement, type ReactNode, useEffect, useRef } from 'react';
import type { Writing } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

interface ConfirmSheetProps<Input> {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** The act as a question: 全部通过？ */
  readonly title: string;
  /** What will happen, in numbers, and what can't be taken back; fields that the act needs. */
  readonly children: ReactNode;
  /** The act, as its button says it: 通过 38 人. */
  readonly actLabel: string;
  readonly isReady?: boolean;
  readonly writing: Writing<Input>;
  readonly input: Input;
}

/** Asks before an act: says what will happen, sends it, and stays open with the reason where it was refused. */
export function ConfirmSheet<Input>(props: ConfirmSheetProps<Input>): ReactElement {
  const { isOpen, onClose, title, children, actLabel, isReady = true, writing, input } = props;
  const fields = useRef<HTMLDivElement>(null);
  const act = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!isOpen) return;
    // to the first field, or where there is none to the act itself: Enter does it, Esc leaves
    const field = fields.current?.querySelector<HTMLElement>('input, textarea');
    (field ?? act.current)?.focus();
  }, [isOpen]);
  const close = (): void => {
    writing.reset();
    onClose();
  };
  return (
    <Sheet
      place="center"
      isOpen={isOpen}
      onClose={close}
      title={title}
      footer={
        <div className="tz-row tz-row--end">
          <Button onClick={close}>{APP.cancel}</Button>
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button
              ref={act}
              type="primary"
              disabled={!isReady}
              loading={writing.isSending}
              onClick={() => writing.send(input)}
            >
              {actLabel}
            </Button>
          </ConfigProvider>
        </div>
      }
    >
      <div className="tz-stack" ref={fields}>
        {children}
        <FailureNote failure={writing.failure} onAgain={writing.again} />
      </div>
    </Sheet>
  );
}
