import { askApi, sendFile, type Write } from '#web/app/api/ask.ts';
import { problemCode, UnreachableError } from '#web/app/api/failures.ts';
import { ActKey } from '#web/app/api/idempotency-key.ts';
import { sendAct } from '#web/member/act.ts';

interface PaperPlace {
  readonly draftId: string;
  readonly material: string;
  readonly query: { readonly memberId?: string };
}

interface UploadState {
  readonly received: number;
  readonly documentId: string | null;
}

const PIECE_BYTES = 256 * 1024;
/** So many broken pieces in a row, with these pauses, before somebody is asked to try again. */
const PAUSES_MS = [800, 2_500, 6_000, 15_000, 30_000];

/**
 * Sends a paper: a small one at once, a larger one in pieces, so that a line that breaks costs one piece and not all that
 * came before.
 */
export async function sendPaper(
  { draftId, material, query }: PaperPlace,
  file: File,
  onShare: (share: number) => void,
): Promise<void> {
  const path = `/api/claim-drafts/${draftId}`;
  if (file.size <= PIECE_BYTES) {
    const write: Write = { method: 'POST', path: `${path}/documents`, query: { ...query, material }, file };
    await sendAct(write, new ActKey(), onShare);
    return;
  }
  const body = { material, fileName: file.name.slice(0, 200), byteCount: file.size };
  const begin: Write = { method: 'POST', path: `${path}/uploads`, query, body };
  const { uploadId } = await sendAct<{ readonly uploadId: string }>(begin, new ActKey());
  let state: UploadState = { received: 0, documentId: null };
  let broken = 0;
  while (state.documentId === null) {
    onShare(state.received / file.size);
    try {
      state = await sendPiece(uploadId, query, file, state.received);
      broken = 0;
    } catch (error) {
      const pause = PAUSES_MS[broken];
      // the last piece arrived and its answer did not: the paper is there
      if (broken > 0 && problemCode(error) === 'upload-unknown' && isLast(state, file)) return;
      if (!(error instanceof UnreachableError) || pause === undefined) throw error;
      broken += 1;
      await new Promise((resolve) => setTimeout(resolve, pause));
      state = await askApi<UploadState>(`/api/uploads/${uploadId}`, query).catch(() => state);
    }
  }
}

function isLast({ received }: UploadState, { size }: File): boolean {
  return received + PIECE_BYTES >= size;
}

function sendPiece(uploadId: string, query: PaperPlace['query'], file: File, at: number): Promise<UploadState> {
  const piece = new File([file.slice(at, at + PIECE_BYTES)], file.name);
  const write = {
    method: 'POST',
    path: `/api/uploads/${uploadId}/pieces`,
    query: { ...query, at },
    file: piece,
  } as const;
  return sendFile<UploadState>(write, new ActKey().for(write), () => {}, new AbortController().signal);
}
