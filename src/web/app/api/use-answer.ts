import {
  keepPreviousData,
  type UseQueryResult,
  useInfiniteQuery,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { useEffect } from 'react';
import { askApi, type QueryValues } from '#web/app/api/ask.ts';

/** An answer of the interface; `undefined` as path asks nothing yet. Shared by all who ask the same. */
export function useAnswer<T>(path: string | undefined, query: QueryValues = {}): UseQueryResult<T> {
  return useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => askApi<T>(path ?? '', query, signal),
    enabled: path !== undefined,
  });
}

/**
 * An answer whose every asking is work, or a look that the trail keeps: asked for once as long as it is in sight, again only
 * when told to, and not kept when it is out of sight.
 */
export function useLook<T>(path: string): UseQueryResult<T> {
  return useQuery({
    queryKey: [path, {}],
    queryFn: ({ signal }) => askApi<T>(path, {}, signal),
    staleTime: 'static',
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });
}

/** Reads answers ahead, so that they are there when they are asked for. */
export function useReadAhead(paths: readonly string[]): void {
  const queries = useQueryClient();
  const joined = paths.join(' ');
  useEffect(() => {
    for (const path of joined.split(' ').filter((each) => each !== '')) {
      void queries.prefetchQuery({ queryKey: [path, {}], queryFn: ({ signal }) => askApi(path, {}, signal) });
    }
  }, [queries, joined]);
}

/** A list of the interface, as far as it has been asked for. */
export interface Pages<Row> {
  readonly rows: readonly Row[];
  readonly isLoading: boolean;
  readonly failure: Error | undefined;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly again: () => void;
}

/** An answer that comes whole, as a list of one page. */
export function pagesOf<Answer, Row>(
  { data, error, isLoading, refetch }: UseQueryResult<Answer>,
  rowsOf: (answer: Answer) => readonly Row[],
): Pages<Row> {
  return {
    rows: data === undefined ? [] : rowsOf(data),
    isLoading,
    failure: error ?? undefined,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    again: () => void refetch(),
  };
}

interface PageAnswer<Row> {
  readonly items: readonly Row[];
  readonly next?: string;
}

/** A list page by page; while a filter changes the rows before stay in sight. */
export function usePages<Row>(path: string | undefined, query: QueryValues = {}): Pages<Row> {
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery({
    queryKey: [path, 'pages', query],
    queryFn: ({ pageParam, signal }) => askApi<PageAnswer<Row>>(path ?? '', { ...query, after: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next,
    enabled: path !== undefined,
    placeholderData: keepPreviousData,
  });
  return {
    rows: data?.pages.flatMap(({ items }) => items) ?? [],
    isLoading: isPending && path !== undefined,
    failure: error ?? undefined,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
    again: () => void refetch(),
  };
}
