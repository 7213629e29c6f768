import { type ReactElement, useState } from 'react';
import { ChooseFiles } from '#web/member/draft/choose-files.tsx';
import { Failure } from '#web/member/parts.tsx';

interface SendFilesProps {
  readonly label: string;
  /** While they are on their way. */
  readonly sending: string;
  readonly sent: (count: number) => string;
  readonly onFiles: (files: readonly File[], onSent: () => void) => Promise<void>;
}

/** Files chosen and sent one after the other; how many have arrived stays, also where one of them fails. */
export function SendFiles({ label, sending, sent, onFiles }: SendFilesProps): ReactElement {
  const [isSending, setSending] = useState(false);
  const [count, setCount] = useState(0);
  const [failure, setFailure] = useState<Error>();
  const send = async (files: readonly File[]): Promise<void> => {
    setSending(true);
    setFailure(undefined);
    try {
      await onFiles(files, () => setCount((before) => before + 1));
    } catch (error) {
      setFailure(error as Error);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <ChooseFiles label={label} isBusy={isSending} onFiles={(files) => void send(files)}>
        {isSending ? sending : label}
      </ChooseFiles>
      {count === 0 ? null : <p role="status">{sent(count)}</p>}
      <Failure failure={failure} />
    </>
  );
}
