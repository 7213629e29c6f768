import { Worker } from 'node:worker_threads';
import type {
  CertificateData,
  ClaimApplicationData,
  DecisionNoticeData,
  ParticipationProofData,
  ReceiptData,
} from '#platform/papers/paper-data.ts';
import type { PaperAnswer, PaperTask } from '#platform/papers/papers-worker.ts';
import {
  certificateOrder,
  claimApplicationOrder,
  decisionNoticeOrder,
  type PaperOrder,
  participationProofOrder,
  receiptOrder,
} from '#platform/papers/template-values.ts';

/**
 * Papers as PDF, made on threads of their own (ADR 0008). The same data gives the same bytes; nothing in a text is ever
 * taken for markup.
 *
 * Rejects where a template fails, which is a bug, where a thread died, and after `close`.
 */
export interface Papers {
  renderCertificate(certificate: CertificateData): Promise<Uint8Array>;
  renderClaimApplication(application: ClaimApplicationData): Promise<Uint8Array>;
  renderDecisionNotice(notice: DecisionNoticeData): Promise<Uint8Array>;
  renderParticipationProof(proof: ParticipationProofData): Promise<Uint8Array>;
  renderReceipt(receipt: ReceiptData): Promise<Uint8Array>;
  /** Ends the threads; what is still under way is rejected. */
  close(): Promise<void>;
}

/** A thread starts with its first paper (0.2 s, 150 MB) and then stays. */
export function createPapers({ threads }: { readonly threads: number }): Papers {
  const pool = Array.from({ length: threads }, () => new PaperThread());
  let isClosed = false;

  function render(order: PaperOrder): Promise<Uint8Array> {
    const least = pool.reduce((a, b) => (b.waiting < a.waiting ? b : a));
    return isClosed ? Promise.reject(new Error('papers are closed')) : least.render(order);
  }

  return {
    renderCertificate: (certificate) => render(certificateOrder(certificate)),
    renderClaimApplication: (application) => render(claimApplicationOrder(application)),
    renderParticipationProof: (proof) => render(participationProofOrder(proof)),
    renderDecisionNotice: (notice) => render(decisionNoticeOrder(notice)),
    renderReceipt: (receipt) => render(receiptOrder(receipt)),
    close: async () => {
      isClosed = true;
      await Promise.all(pool.map((thread) => thread.close()));
    },
  };
}

interface Waiter {
  readonly resolve: (pdf: Uint8Array) => void;
  readonly reject: (error: Error) => void;
}

/** One worker with what is asked of it; after it died the next paper starts another. */
class PaperThread {
  private worker: Worker | undefined;
  private readonly waiters = new Map<number, Waiter>();
  private lastId = 0;

  get waiting(): number {
    return this.waiters.size;
  }

  render(order: PaperOrder): Promise<Uint8Array> {
    this.worker ??= this.start();
    const id = ++this.lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.waiters.set(id, { resolve, reject });
    this.worker.postMessage({ id, order } satisfies PaperTask);
    return promise;
  }

  async close(): Promise<void> {
    await this.worker?.terminate();
  }

  private start(): Worker {
    const worker = new Worker(new URL('./papers-worker.ts', import.meta.url));
    worker.on('message', (answer: PaperAnswer) => {
      const waiter = this.waiters.get(answer.id);
      this.waiters.delete(answer.id);
      if ('pdf' in answer) waiter?.resolve(answer.pdf);
      else waiter?.reject(new Error(`paper not made: ${answer.failure}`));
    });
    // an error ends the worker too, so 'exit' alone clears up
    let reason = 'it was closed';
    worker.on('error', (error) => {
      reason = error instanceof Error ? error.message : 'unknown';
    });
    worker.on('exit', () => {
      if (this.worker === worker) this.worker = undefined;
      const waiters = [...this.waiters.values()];
      this.waiters.clear();
      for (const { reject } of waiters) reject(new Error(`the thread of papers ended: ${reason}`));
    });
    return worker;
  }
}
