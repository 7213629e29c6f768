import { Button, ConfigProvider } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { Writing } from '#web/app/api/use-write.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { LongTextField } from '#web/app/form.tsx';
import { Note } from '#web/ui/note.tsx';
import { Sheet } from '#web/ui/sheet.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';

export type Answer = { readonly agree: true } | { readonly agree: false; readonly reason: string };

interface AgreeOrRefuseSheetProps {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly words: {
    /** That whoever asked for it does not decide it. */
    readonly own: string;
    readonly agree: string;
    readonly refuse: string;
    readonly reason: string;
    readonly reasonHint: string;
  };
  readonly isOwn: boolean;
  readonly mayDecide: boolean;
  /** What agreeing does. */
  readonly what: string;
  readonly deciding: Pick<Writing<Answer>, 'send' | 'again' | 'isSending' | 'failure'>;
  /** What else may be done by whoever does not decide. */
  readonly otherwise?: ReactNode;
  /** What it is. */
  readonly children: ReactNode;
}

/** What one person asked for and another decides: agreed to, or refused with the reason. */
export function AgreeOrRefuseSheet(props: AgreeOrRefuseSheetProps): ReactElement {
  const { title, isOpen, onClose, words, isOwn, mayDecide, what, deciding, otherwise, children } = props;
  const [typed, setTyped] = useState('');
  const reason = typed.trim();
  return (
    <Sheet
      place="center"
      isOpen={isOpen}
      onClose={onClose}
      title={title}
      footer={
        mayDecide ? (
          <div className="tz-row tz-row--end">
            <Button
              disabled={reason === '' || deciding.isSending}
              onClick={() => deciding.send({ agree: false, reason })}
            >
              {words.refuse}
            </Button>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button type="primary" loading={deciding.isSending} onClick={() => deciding.send({ agree: true })}>
                {words.agree}
              </Button>
            </ConfigProvider>
          </div>
        ) : (
          otherwise
        )
      }
    >
      <div className="tz-stack">
        {children}
        {isOwn ? <Note kind="remark">{words.own}</Note> : null}
        {mayDecide ? (
          <>
            <p>{what}</p>
            <LongTextField
              path="refusal-reason"
              label={words.reason}
              hint={words.reasonHint}
              value={typed}
              onChange={setTyped}
              maxLength={500}
            />
          </>
        ) : null}
        <FailureNote failure={deciding.failure} onAgain={deciding.again} />
      </div>
    </Sheet>
  );
}
