import { useQuery } from '@tanstack/react-query';
import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import { askApi } from '#web/app/api/ask.ts';
import type { Writing } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { FileDrop } from '#web/ui/file-drop.tsx';
import { Note } from '#web/ui/note.tsx';
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
  /** Where the server tells how far it is with the act of that key, where it does. */
  readonly progressPath?: (actKey: string) => string;
}

/** How often the server is asked. */
const ASK_EVERY_MS = 500;

/** A file handed to the server: dropped, sent with its progress, stopped or sent again where that is needed. */
export function FileImport(props: FileImportProps): ReactElement {
  const { title, hint, accept, actLabel, working, writing, progressPath } = props;
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
      {writing.isCancelled ? <Note kind="remark">{APP.stopped}</Note> : null}
      {writing.isSending && writing.share < 1 ? (
        <WorkProgress doing={APP.uploading(writing.share)} share={writing.share} onCancel={writing.cancel} />
      ) : writing.isSending ? (
        <ServerProgress
          working={working}
          path={progressPath?.(writing.actKey)}
          actKey={writing.actKey}
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

interface ServerProgressProps {
  readonly working: string;
  readonly path: string | undefined;
  readonly actKey: string;
  readonly onCancel: () => void;
}

/** What the server does with a file that it has, and how far it is where it tells. */
function ServerProgress({ working, path, actKey, onCancel }: ServerProgressProps): ReactElement {
  const { data } = useQuery({
    queryKey: ['progress', actKey],
    queryFn: ({ signal }) => askApi<{ readonly share: number | null }>(path ?? '', {}, signal),
    enabled: path !== undefined,
    refetchInterval: ASK_EVERY_MS,
    retry: false,
    gcTime: 0,
  });
  const share = data?.share ?? undefined;
  return (
    <WorkProgress
      doing={share === undefined ? APP.working(working) : APP.workingShare(working, share)}
      share={share ?? 0}
      onCancel={onCancel}
    />
  );
}
