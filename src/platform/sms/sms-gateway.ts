/** A text to a phone. */
export interface SmsMessage {
  /** On whose account it is sent. */
  readonly officeId: string;
  /** 11 digits. */
  readonly phone: string;
  readonly text: string;
}

/** The way to the carriers. What was handed over is not necessarily read: nothing rests on its arrival. */
export interface SmsGateway {
  /** Rejects where the gateway did not take it. */
  send(message: SmsMessage): Promise<void>;
}
