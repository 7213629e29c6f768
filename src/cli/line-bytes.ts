import type { DecisionSink, FixedText } from '#scheme/write-decision.ts';

const FIRST_BYTES = 1024 * 1024;
/** Room that every piece but a long JSON text fits into. */
const MARGIN_BYTES = 4096;
const NEWLINE = 10;
const ZERO = 48;

/** Lines of JSON as UTF-8 bytes: fixed texts are copied, numbers written digit by digit, nothing is a string between. */
export class LineBytes implements DecisionSink {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private at = 0;

  get length(): number {
    return this.at;
  }

  /** Everything written so far, handed over; the buffer begins anew. */
  take(): Buffer {
    const taken = this.bytes.subarray(0, this.at);
    this.bytes = Buffer.allocUnsafe(FIRST_BYTES);
    this.at = 0;
    return taken;
  }

  fixed(piece: FixedText): void {
    piece.encoded ??= Buffer.from(piece.text);
    const { encoded } = piece;
    if (this.at + encoded.length > this.bytes.length - MARGIN_BYTES) this.makeRoom(encoded.length);
    this.bytes.set(encoded, this.at);
    this.at += encoded.length;
  }

  integer(value: number): void {
    if (value < 0 || value > 0x7fffffff) {
      this.json(String(value));
      return;
    }
    let digits = 1;
    for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
    let rest = value;
    for (let place = this.at + digits - 1; place >= this.at; place--) {
      const tens = (rest / 10) | 0;
      this.bytes[place] = ZERO + rest - tens * 10;
      rest = tens;
    }
    this.at += digits;
  }

  json(text: string): void {
    // three bytes at the most for each UTF-16 unit
    if (this.at + text.length * 3 > this.bytes.length - MARGIN_BYTES) this.makeRoom(text.length * 3);
    this.at += this.bytes.write(text, this.at);
  }

  endLine(): void {
    this.bytes[this.at++] = NEWLINE;
  }

  private makeRoom(more: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.at + more + MARGIN_BYTES));
    larger.set(this.bytes.subarray(0, this.at));
    this.bytes = larger;
  }
}
