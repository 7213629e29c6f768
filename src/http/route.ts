import type { Readable } from 'node:stream';
import type { Static, TObject, TSchema } from 'typebox';
import type { Permission } from '#contracts/permissions.ts';
import type { Actor } from '#http/actor.ts';
import type { RefusalCode, RefusalOf } from '#http/refusals.ts';
import type { SessionCookie } from '#http/session-cookie.ts';
import type { Result } from '#kernel/result.ts';
import type { Clock } from '#platform/clock.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** `public`: anybody; `signed-in`: any account, also before its second factor; else what the actor must be allowed. */
export type RouteAccess = Permission | 'public' | 'signed-in';

/** What a route reads, by where it stands. Objects are closed: an unknown field is a fault. */
export interface RouteInput {
  readonly params?: TObject;
  readonly query?: TObject;
  /** JSON. */
  readonly body?: TSchema;
}

/** The success of a route that has nothing to say: 204. */
export interface NothingOutput {
  readonly kind: 'nothing';
}

/** The success of a route that gives a file: of one of these media types. */
export interface FileOutput {
  readonly kind: 'file';
  readonly contentTypes: readonly string[];
}

export type RouteOutput = TSchema | NothingOutput | FileOutput;

export const nothing: NothingOutput = { kind: 'nothing' };

export function file(...contentTypes: readonly string[]): FileOutput {
  return { kind: 'file', contentTypes };
}

/** A file to be sent. */
export interface FileAnswer {
  /** One of the declared. */
  readonly contentType: string;
  /** As the user will see it; Chinese names are fine. */
  readonly fileName: string;
  readonly body: Readable | Uint8Array;
  /** Shown by the browser in its own viewer rather than saved. */
  readonly isInline?: boolean;
}

/** Files that a route takes as multipart/form-data; text fields are refused: what describes a file stands in the query. */
export interface UploadLimits {
  readonly maxFiles: number;
  readonly maxBytesPerFile: number;
}

/** One file of an upload, as it streams in. Read each to its end before asking for the next. */
export interface UploadedFile {
  readonly fieldName: string;
  /** As the client says it: never a path on this machine. */
  readonly fileName: string;
  readonly contentType: string;
  /** Fails with {@link RouteSpec.upload}'s limit as 413 where the file is larger. */
  readonly body: Readable;
}

/** How often a route may be used, by account where one is known and by address where not. */
export interface RateLimit {
  readonly maxRequests: number;
  readonly perSeconds: number;
}

type StaticOf<S> = S extends TSchema ? Static<S> : undefined;

type OutputOf<O extends RouteOutput> = O extends NothingOutput
  ? undefined
  : O extends FileOutput
    ? FileAnswer
    : O extends TSchema
      ? Given<Static<O>>
      : never;

/** What a use case may hand out as it is: nothing of it is written to. */
type Given<T> = T extends readonly (infer Item)[]
  ? readonly Given<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Given<T[Key]> }
    : T;

/** What a handler gets: all that it needs, nothing of Fastify. */
export interface Call<I extends RouteInput, Who, Key> {
  readonly actor: Who;
  readonly input: {
    readonly params: StaticOf<I['params']>;
    readonly query: StaticOf<I['query']>;
    readonly body: StaticOf<I['body']>;
  };
  readonly requestId: string;
  readonly clock: Clock;
  /** Names this write: the same key with the same input is the same act. */
  readonly idempotencyKey: Key;
  /** Aborted when the client goes away, or the server can wait no longer. */
  readonly signal: AbortSignal;
  /** Of the client, for limits and the audit of sign-ins. */
  readonly address: string;
  readonly userAgent: string;
  readonly files: AsyncIterable<UploadedFile>;
  readonly sessionCookie: SessionCookie;
}

type Who<Access extends RouteAccess> = Access extends 'public' ? Actor | undefined : Actor;

type KeyOf<M extends Method, WithoutKey> = M extends 'GET'
  ? undefined
  : [WithoutKey] extends [string]
    ? string | undefined
    : string;

/** One thing that can be asked over HTTP, wholly declared. */
export interface RouteSpec<
  M extends Method,
  Access extends RouteAccess,
  I extends RouteInput,
  O extends RouteOutput,
  Code extends RefusalCode,
  WithoutKey extends string | undefined,
> {
  readonly method: M;
  /** With `:name` for each of `input.params`. */
  readonly path: `/api/${string}`;
  readonly permission: Access;
  /** In Chinese: what it does, as a line of the interface's documentation. */
  readonly summary: string;
  readonly tags: readonly string[];
  readonly input: I;
  readonly output: O;
  /** The codes that `handle` may return, in their order of precedence. */
  readonly refusals: readonly Code[];
  /** 200 where left out, 204 for {@link nothing}. */
  readonly successStatus?: 200 | 201 | 202;
  /** Why a write needs no Idempotency-Key. */
  readonly withoutIdempotencyKey?: WithoutKey;
  /** In place of the server's limit per account or address. */
  readonly rateLimit?: RateLimit;
  /** Bytes of the JSON body; the server's default where left out. */
  readonly bodyLimitBytes?: number;
  readonly upload?: UploadLimits;
  handle(call: Call<I, Who<Access>, KeyOf<M, WithoutKey>>): Promise<Result<OutputOf<O>, RefusalOf<Code>>>;
}

/** A declared route with its types forgotten, as the server mounts it. */
export interface Route extends Omit<AnySpec, 'handle'> {
  readonly handle: (call: AnyCall) => Promise<Result<unknown, { readonly code: RefusalCode }>>;
}

type AnySpec = RouteSpec<Method, RouteAccess, RouteInput, RouteOutput, RefusalCode, string | undefined>;

export interface AnyCall extends Omit<Call<RouteInput, Actor | undefined, string | undefined>, 'input'> {
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown };
}

/**
 * Declares a route. Types of the input, the actor and the refusals follow from the declaration.
 *
 * The cast is sound because the server hands over only input that the schemas have accepted, an actor where the access
 * asks for one, and a key where the method does.
 */
export function defineRoute<
  const M extends Method,
  const Access extends RouteAccess,
  I extends RouteInput,
  O extends RouteOutput,
  const Code extends RefusalCode = never,
  const WithoutKey extends string | undefined = undefined,
>(route: RouteSpec<M, Access, I, O, Code, WithoutKey>): Route {
  return route as unknown as Route;
}
