/**
 * Where papers lie: bytes by their own hash, sealed by whoever puts them. The store knows neither keys nor persons; what
 * may be fetched is the caller's to decide.
 */
export interface DocumentStore {
  /** Keeps the bytes; the same ones twice are one file. Gives the address: their SM3, 32 bytes. */
  put(sealed: Uint8Array): Promise<Buffer>;
  /** The bytes of an address; `undefined` where there are none. Rejects where what lies there is not what was put. */
  find(address: Uint8Array): Promise<Buffer | undefined>;
}
