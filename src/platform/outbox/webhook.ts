import { createHmac } from 'node:crypto';
import type { Clock } from '../clock.ts';
import { type Deliver, DeliveryFailure } from './outbox-event.ts';

export interface WebhookTarget {
  readonly url: string;
  /** Shared with the receiver, 32 bytes or more. */
  readonly secret: Uint8Array;
}

/**
 * Posts events as JSON to another system, signed after Standard Webhooks (standardwebhooks.com): `webhook-signature` is
 * `v1,` and the base64 of HMAC-SHA256 over `<webhook-id>.<webhook-timestamp>.<body>`. The receiver answers 2xx when it has
 * the event, and knows a repeated one by `webhook-id`.
 */
export function webhook(clock: Clock, { url, secret }: WebhookTarget): Deliver {
  return async (event, signal) => {
    const id = `${event.officeId}.${event.id}`;
    const timestamp = Math.floor(clock.now() / 1_000);
    const body = JSON.stringify({ ...event, at: new Date(event.at).toISOString() });
    const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64');
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        body,
        signal,
        // a redirect could lead anywhere, with what we signed
        redirect: 'manual',
        headers: {
          'content-type': 'application/json',
          'webhook-id': id,
          'webhook-timestamp': String(timestamp),
          'webhook-signature': `v1,${signature}`,
        },
      });
      await response.body?.cancel();
    } catch {
      throw new DeliveryFailure(signal.aborted ? '对方系统没有在规定时间内回答' : '连接不上对方系统');
    }
    if (!response.ok) throw new DeliveryFailure(`对方系统没有接收，状态码 ${response.status}`);
  };
}
