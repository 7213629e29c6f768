import { type DayNumber, shanghaiDay } from '#kernel/civil-date.ts';

/** Where the time comes from. Passed in, so that a demonstration or a test lives on its own day. */
export interface Clock {
  /** Milliseconds since 1970, UTC. */
  readonly now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is set. */
export class SettableClock implements Clock {
  private instant: number;

  constructor(instant: number) {
    this.instant = instant;
  }

  now(): number {
    return this.instant;
  }

  /** Never backwards: what was stored at a later time would seem to come from the future. */
  set(instant: number): void {
    if (instant < this.instant) throw new RangeError('a clock does not run backwards');
    this.instant = instant;
  }
}

/** The civil day in Shanghai. */
export function today(clock: Clock): DayNumber {
  return shanghaiDay(clock.now());
}
