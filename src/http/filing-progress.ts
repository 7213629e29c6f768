/** How far the rosters are that are being checked in this program, each by who filed it and the key of his act. */
export class FilingProgress {
  private readonly shares = new Map<string, number>();

  /** Runs `work`, which tells how far it is, 0 to 1. */
  async during<T>(
    accountId: string,
    key: string,
    work: (onProgress: (share: number) => void) => Promise<T>,
  ): Promise<T> {
    const name = nameOf(accountId, key);
    this.shares.set(name, 0);
    try {
      return await work((share) => void this.shares.set(name, share));
    } finally {
      this.shares.delete(name);
    }
  }

  /** `undefined` where nothing is being checked under that key. */
  find(accountId: string, key: string): number | undefined {
    return this.shares.get(nameOf(accountId, key));
  }
}

function nameOf(accountId: string, key: string): string {
  return `${accountId} ${key}`;
}
