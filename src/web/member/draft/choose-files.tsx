import { type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';
import { CHOOSE_FILES } from '#web/member/draft/choose-files-texts.ts';
import { drawTurned, turnedFile } from '#web/member/draft/turn-picture.ts';
import { Press } from '#web/member/parts.tsx';
import './choose-files.css';

/** Of a preview, in pixels: enough to see which way is up. */
const PREVIEW_SIDE = 480;

interface ChooseFilesProps {
  /** What the files are for. */
  readonly label: string;
  readonly material?: string;
  /** One picture, and no PDF. */
  readonly isOnePicture?: boolean;
  readonly isBusy: boolean;
  readonly onFiles: (files: readonly File[]) => void;
  readonly children: ReactNode;
}

interface Chosen {
  readonly file: File;
  /** Quarter turns to the right. */
  readonly turns: number;
}

/** Takes photos or files. Photos are looked at first, and turned where they lie on their side; the rest goes on at once. */
export function ChooseFiles(props: ChooseFilesProps): ReactElement {
  const { label, material, isOnePicture = false, isBusy, onFiles, children } = props;
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [isTurning, setTurning] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  const hasChosen = chosen.length > 0;
  // the button that was pressed is gone: what takes its place is gone on with
  useEffect(() => {
    if (hasChosen) part.current?.focus();
  }, [hasChosen]);
  const take = (files: readonly File[]): void => {
    if (files.some(({ type }) => type.startsWith('image/'))) setChosen(files.map((file) => ({ file, turns: 0 })));
    else if (files.length > 0) onFiles(files);
  };
  const send = async (): Promise<void> => {
    setTurning(true);
    const turned: File[] = [];
    // one after the other: a phone holds few whole photos at a time
    for (const { file, turns } of chosen) turned.push(await turnedFile(file, turns));
    setTurning(false);
    setChosen([]);
    onFiles(turned);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple={!isOnePicture}
        accept={isOnePicture ? 'image/jpeg,image/png' : 'image/jpeg,image/png,application/pdf'}
        className="tz-unseen"
        tabIndex={-1}
        aria-label={label}
        data-material={material}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          // so that the same picture, taken anew, can be chosen again
          event.target.value = '';
          take(files);
        }}
      />
      {hasChosen ? (
        <section className="tz-chosen" aria-label={label} tabIndex={-1} ref={part}>
          <p className="tz-quiet">{CHOOSE_FILES.lead}</p>
          {chosen.map(({ file, turns }, at) => (
            <Preview
              // biome-ignore lint/suspicious/noArrayIndexKey: a file is its place; two may have one name
              key={at}
              file={file}
              turns={turns}
              onTurn={(turned) =>
                setChosen(chosen.map((each, index) => (index === at ? { ...each, turns: turned } : each)))
              }
            />
          ))}
          <Press isBusy={isTurning} onPress={() => void send()}>
            {CHOOSE_FILES.send(chosen.length)}
          </Press>
          <Press kind="quiet" isBusy={isTurning} onPress={() => setChosen([])}>
            {CHOOSE_FILES.drop}
          </Press>
        </section>
      ) : (
        <Press isBusy={isBusy} {...(isBusy ? {} : { label })} onPress={() => input.current?.click()}>
          {children}
        </Press>
      )}
    </>
  );
}

interface PreviewProps {
  readonly file: File;
  readonly turns: number;
  readonly onTurn: (turns: number) => void;
}

function Preview({ file, turns, onTurn }: PreviewProps): ReactElement {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [isSeen, setSeen] = useState(true);
  useEffect(() => {
    let isGone = false;
    createImageBitmap(file).then(
      (picture) => {
        if (!isGone && canvas.current !== null)
          drawTurned(canvas.current, picture, { turns, longestSide: PREVIEW_SIDE });
        picture.close();
      },
      () => setSeen(false),
    );
    return () => {
      isGone = true;
    };
  }, [file, turns]);
  if (!isSeen) return <p>{CHOOSE_FILES.unseen(file.name)}</p>;
  return (
    <>
      <canvas ref={canvas} role="img" aria-label={CHOOSE_FILES.preview(file.name)} />
      <div className="tz-chosen__turns">
        <Press label={`${CHOOSE_FILES.left}：${file.name}`} onPress={() => onTurn((turns + 3) % 4)}>
          {CHOOSE_FILES.left}
        </Press>
        <Press label={`${CHOOSE_FILES.right}：${file.name}`} onPress={() => onTurn((turns + 1) % 4)}>
          {CHOOSE_FILES.right}
        </Press>
      </div>
    </>
  );
}
