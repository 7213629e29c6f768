/**
 * Why a file is no paper that is taken:
 *
 * - `not-a-paper`: neither PDF nor JPEG nor PNG by its content, whatever it is called
 * - `damaged`: one of them, but cut off or malformed
 * - `too-many-pixels`: so large a picture that opening it would harm the reader's machine
 * - `active-content`: a PDF that carries scripts, programs or files, or is locked by a password
 */
export type PaperFault = 'not-a-paper' | 'damaged' | 'too-many-pixels' | 'active-content';

/** 50 megapixels: more than any phone's camera takes by itself, and 200 MB when opened. */
export const MOST_PIXELS = 50_000_000;
