import { type DragEvent, type ReactElement, type ReactNode, useId, useRef, useState } from 'react';
import { KIT } from '#web/ui/kit-texts.ts';
import './file-drop.css';

interface FileDropProps {
  /** What belongs here: 参保名单. */
  readonly title: string;
  readonly hint: ReactNode;
  /** `.xlsx,.xls,.csv`: what the file dialog offers; a dropped file of another kind is for its reader to refuse. */
  readonly accept: string;
  readonly file: File | undefined;
  readonly onFile: (file: File | undefined) => void;
  /** What the reader said against this file. */
  readonly refusal?: string | undefined;
}

/** A place for one file: drop it, or press and choose. The whole face is one button, so that keys reach it too. */
export function FileDrop({ title, hint, accept, file, onFile, refusal }: FileDropProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [remark, setRemark] = useState<string>();
  const titleId = useId();
  const noteId = useId();

  const take = (files: FileList | null): void => {
    const [first] = files ?? [];
    if (first === undefined) return;
    setRemark((files?.length ?? 0) > 1 ? KIT.onlyOneFile : undefined);
    onFile(first);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  const state = refusal !== undefined ? 'refused' : isOver ? 'over' : file !== undefined ? 'filled' : 'empty';
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for pointers; keys have the button inside
    <div
      className={`tz-drop tz-drop--${state}`}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        accept={accept}
        className="tz-unseen"
        tabIndex={-1}
        aria-labelledby={titleId}
        onChange={(event) => {
          take(event.target.files);
          // so that the same file, mended, can be chosen again
          event.target.value = '';
        }}
      />
      <button
        type="button"
        className="tz-plain-button tz-drop__face"
        aria-labelledby={titleId}
        aria-describedby={noteId}
        onClick={() => input.current?.click()}
      >
        <span className="tz-drop__title" id={titleId}>
          {title}
        </span>
        <span className="tz-drop__note" id={noteId}>
          {file === undefined ? (
            <>
              <span className="tz-drop__call">{isOver ? KIT.dropNow : KIT.dropHere}</span>
              <span className="tz-quiet">{hint}</span>
            </>
          ) : (
            <>
              <span className="tz-drop__file">{file.name}</span>
              <span className="tz-quiet">
                {KIT.fileSize(file.size)} · {KIT.replaceFile}
              </span>
            </>
          )}
        </span>
      </button>
      {file === undefined ? null : (
        <button
          type="button"
          className="tz-plain-button tz-drop__remove"
          aria-label={`${KIT.removeFile}：${file.name}`}
          title={KIT.removeFile}
          onClick={() => onFile(undefined)}
        >
          ×
        </button>
      )}
      {refusal === undefined ? null : (
        <p className="tz-drop__refusal" role="alert">
          {refusal}
        </p>
      )}
      {remark === undefined ? null : <p className="tz-drop__refusal">{remark}</p>}
    </div>
  );
}
