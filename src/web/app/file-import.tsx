import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Writing } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { FileDrop } from '#web/ui/file-drop.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { WorkProgress } from '#web/ui/work-progress.tsx';

interface FileImportProps {
  readonly title: string;
  readonly hint: string;
  readonly accept: string;
  readonly actLabel: string;
  /** What the server does once it has the file: 正在记账. */
  readonly working: string;
  readonly writing: Writing<File>;
}

/** A file handed to the server: dropped, sent with its progress, stopped or sent again where that is needed. */
export function FileImport({ title, hint, accept, actLabel, working, writing }: FileImportProps): ReactElement {
  const [file, setFile] = useState<File>();
  return (
    <section className="tz-stack" aria-label={title}>
      <FileDrop
        title={title}
        hint={hint}
        accept={accept}
        file={file}
        onFile={(chosen) => {
          writing.reset();
          setFile(chosen);
        }}
      />
      <FailureNote failure={writing.failure} onAgain={writing.again} />
      {writing.isSending ? (
        <WorkProgress
          doing={writing.share < 1 ? APP.uploading(writing.share) : APP.working(working)}
          share={writing.share}
          onCancel={writing.cancel}
        />
      ) : (
        <p>
          <ConfigProvider theme={MAIN_ACTION_THEME}>
            <Button
              type="primary"
              size="large"
              disabled={file === undefined}
              onClick={() => {
                if (file !== undefined) writing.send(file);
              }}
            >
              {actLabel}
            </Button>
          </ConfigProvider>
        </p>
      )}
    </section>
  );
}
