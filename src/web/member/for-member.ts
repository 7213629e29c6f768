import { createContext, useContext, useMemo } from 'react';
import { formatAddress } from '#web/ui/hash-address.ts';

/** The member who died, for whom a relative claims; `undefined` where one claims for oneself. */
export const ForMemberContext = createContext<string | undefined>(undefined);

export interface ForMember {
  readonly memberId: string | undefined;
  /** What every question and every act about it carries. */
  readonly query: { readonly memberId?: string };
  /** A path of the interface with that. */
  readonly asked: (path: string) => string;
  /** An address inside the app. */
  readonly place: (path: readonly string[]) => string;
}

/** For whom this part of the app works. */
export function useForMember(): ForMember {
  const memberId = useContext(ForMemberContext);
  return useMemo(
    () =>
      memberId === undefined
        ? { memberId, query: {}, asked: (path) => path, place: (path) => formatAddress([...path]) }
        : {
            memberId,
            query: { memberId },
            asked: (path) => `${path}?memberId=${memberId}`,
            place: (path) => formatAddress(['for', memberId, ...path]),
          },
    [memberId],
  );
}
