import type { Clock } from './clock.ts';
import { takeRandomBytes } from './cryptography/random-pool.ts';

/** Makes keys of rows. Passed in, so that a simulation can repeat itself. */
export type NewId = () => string;

/**
 * UUIDv7 (RFC 9562) in lower case: by time first, so that new rows stand side by side in an index.
 *
 * Keys of one millisecond ascend too, through the 12 bits behind the time; with more than 4,096 of them the time runs a
 * little ahead.
 */
export function uuidMaker(clock: Clock): NewId {
  let lastTime = 0;
  let counter = 0;
  return () => {
    const now = clock.now();
    if (now > lastTime) {
      lastTime = now;
      counter = 0;
    } else {
      counter += 1;
      if (counter > 0xfff) {
        lastTime += 1;
        counter = 0;
      }
    }
    const time = lastTime.toString(16).padStart(12, '0');
    const middle = (0x7000 + counter).toString(16);
    const random = takeRandomBytes(8);
    random.writeUInt8((random.readUInt8(0) & 0x3f) | 0x80, 0);
    const tail = random.toString('hex');
    return `${time.slice(0, 8)}-${time.slice(8)}-${middle}-${tail.slice(0, 4)}-${tail.slice(4)}`;
  };
}
