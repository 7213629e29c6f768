import type { UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { Static } from 'typebox';
import type { Agency, TreeAnswer } from '#contracts/organisations.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';

export type AgencyRow = Static<typeof Agency>;

/** An agency with what lies below it. */
export interface AgencyNode extends AgencyRow {
  readonly children: readonly AgencyNode[];
}

/** What the asker sees of the tree. */
export function useAgencies(): UseQueryResult<Static<typeof TreeAnswer>> {
  return useAnswer<Static<typeof TreeAnswer>>('/api/agencies');
}

/** The name of an agency by its id; empty until the tree has come. */
export function useAgencyNames(): (id: string) => string {
  const { data } = useAgencies();
  return useMemo(() => {
    const names = new Map(data?.agencies.map(({ id, name }) => [id, name]));
    return (id) => names.get(id) ?? '';
  }, [data]);
}

/** The uppermost agencies, each with what lies below it. Parents stand before their children. */
export function treeOf(agencies: readonly AgencyRow[]): readonly AgencyNode[] {
  const nodes = new Map<string, AgencyNode & { readonly children: AgencyNode[] }>();
  const top: AgencyNode[] = [];
  for (const agency of agencies) {
    const node = { ...agency, children: [] };
    nodes.set(agency.id, node);
    const parent = agency.parentId === null ? undefined : nodes.get(agency.parentId);
    if (parent === undefined) top.push(node);
    else parent.children.push(node);
  }
  return top;
}
