/** Something that happened, on its way to the outside. Nothing in it is personal. */
export interface DeliverableEvent {
  readonly officeId: string;
  /** With the office, names the event: targets that get it twice know it by that. */
  readonly id: number;
  readonly at: number;
  readonly kind: string;
  readonly objectKind: string;
  readonly objectId: string;
  readonly agencyId: string | null;
  readonly unitId: string | null;
  readonly personId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * Hands an event to where it is to go: at least once, so it may come again. Throws where that is not possible now; what
 * it throws as {@link DeliveryFailure} is shown to the administrator.
 */
export type Deliver = (event: DeliverableEvent, signal: AbortSignal) => Promise<void>;

/** Why an event could not be delivered: a Chinese sentence without personal data. */
export class DeliveryFailure extends Error {}

/** One target out of several. Where one fails, all of them get the event again. */
export function deliverToAll(targets: readonly Deliver[]): Deliver {
  return async (event, signal) => {
    for (const deliver of targets) await deliver(event, signal);
  };
}
