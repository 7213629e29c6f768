import type { UseQueryResult } from '@tanstack/react-query';
import type { Pages } from '#web/app/api/use-answer.ts';

/** An answer that comes whole, as a list of one page. */
export function pagesOf<Row>({ data, error, isLoading, refetch }: UseQueryResult<readonly Row[]>): Pages<Row> {
  return {
    rows: data ?? [],
    isLoading,
    failure: error ?? undefined,
    hasMore: false,
    isLoadingMore: false,
    loadMore: () => {},
    again: () => void refetch(),
  };
}
