import { type DayNumber, startOfDay } from '#kernel/civil-date.ts';
import type { SettableClock } from '#platform/clock.ts';

interface Step {
  readonly at: number;
  readonly work: () => Promise<void>;
}

const MINUTE_MS = 60_000;

/** What is to happen on which day, done in the order of time with the clock set to each moment. */
export class Agenda {
  private readonly clock: SettableClock;
  private readonly steps: Step[] = [];

  constructor(clock: SettableClock) {
    this.clock = clock;
  }

  /**
   * Enters something for a moment of a day in Shanghai (`'09:30'`); while the agenda runs, too. Things of the same moment
   * happen in the order in which they were entered.
   */
  enter(onDay: DayNumber, time: string, work: () => Promise<void>): void {
    const [hour = 0, minute = 0] = time.split(':').map(Number);
    const at = startOfDay(onDay) + (hour * 60 + minute) * MINUTE_MS;
    const before = this.steps.findIndex((step) => step.at > at);
    this.steps.splice(before === -1 ? this.steps.length : before, 0, { at, work });
  }

  /** Throws the signal's reason between two steps. */
  async run(signal?: AbortSignal): Promise<void> {
    for (let step = this.steps.shift(); step !== undefined; step = this.steps.shift()) {
      signal?.throwIfAborted();
      if (step.at > this.clock.now()) this.clock.set(step.at);
      await step.work();
    }
  }
}
