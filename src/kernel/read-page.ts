/** Left to right and top to bottom, in the pixels of the page that it was read from. */
export interface ReadPoint {
  readonly x: number;
  readonly y: number;
}

/** A run of characters that stands together on a picture. */
export interface ReadWord {
  readonly text: string;
  /** How sure the reader is, 0 to 1. */
  readonly confidence: number;
  /** Of the letters' box, which may be tilted: top left, top right, bottom right, bottom left. */
  readonly corners: readonly [ReadPoint, ReadPoint, ReadPoint, ReadPoint];
}

/** What was read from a picture, upright. */
export interface ReadPage {
  readonly width: number;
  readonly height: number;
  readonly words: readonly ReadWord[];
}
