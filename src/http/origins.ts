import type { FastifyRequest } from 'fastify';

/** The addresses from which this platform's own pages are served. */
export class OwnOrigins {
  private readonly origins = new Set<string>();

  add(origin: string): void {
    this.origins.add(origin);
  }

  /**
   * Whether a write may come from where it says. Browsers name the origin of every write; a program of another system
   * names none, and then must not carry a browser's session.
   */
  admit(request: FastifyRequest, hasSession: boolean): boolean {
    const { origin } = request.headers;
    if (origin !== undefined) return this.origins.has(origin);
    const site = request.headers['sec-fetch-site'];
    return site === undefined ? !hasSession : site === 'same-origin';
  }
}
