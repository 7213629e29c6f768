import { useEffect, useMemo, useState } from 'react';
import { calculatorClient } from '#web/calculator/worker/calculator-client.ts';
import type { ListQuery, ListRow } from '#web/calculator/worker/protocol.ts';
import type { RowSource } from '#web/ui/windowed-rows.ts';

interface List<Row> {
  readonly query: ListQuery;
  /** `undefined` until the worker has counted. */
  readonly total: number | undefined;
  readonly source: RowSource<Row>;
}

/** A filtered list of the worker's: how long it is, and where its rows come from. `version` is that of the results. */
export function useList<Row extends ListRow>(query: ListQuery, version: number): List<Row> {
  const key = JSON.stringify(query);
  // the query as one object for as long as it says the same
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the query
  const stable = useMemo(() => query, [key]);
  const [counted, setCounted] = useState<{ readonly key: string; readonly total: number }>();
  const wanted = `${version} ${key}`;
  useEffect(() => {
    let isWanted = true;
    calculatorClient()
      .ask({ type: 'count', query: stable })
      .then(
        (total) => {
          if (isWanted) setCounted({ key: wanted, total });
        },
        () => undefined,
      );
    return () => {
      isWanted = false;
    };
  }, [stable, wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new results make a new source, though the query is the same
  const source = useMemo<RowSource<Row>>(
    () => async (from, to) =>
      (await calculatorClient().ask({ type: 'rows', query: stable, from, to })) as readonly ListRow[] as readonly Row[],
    [stable, version],
  );
  return { query: stable, total: counted?.key === wanted ? counted.total : undefined, source };
}
