import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import { Link } from 'react-router';
import type { Static } from 'typebox';
import type { OpenAgencyBody } from '#contracts/organisations.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { ConfirmSheet } from '#web/app/confirm-sheet.tsx';
import { Pending } from '#web/app/pending.tsx';
import { useSession } from '#web/app/session.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { type AgencyNode, treeOf, useAgencies } from '#web/desk/agencies.ts';
import { PEOPLE } from '#web/desk/people-texts.ts';
import { MoveUnitSheet } from '#web/desk/tree/move-unit-sheet.tsx';
import { TREE } from '#web/desk/tree/tree-texts.ts';
import './tree-page.css';

const { tree: texts, agencyKinds } = PEOPLE;

/** The agencies that lie below me. */
export function TreePage(): ReactElement {
  const { may } = useSession();
  const { data, error, refetch } = useAgencies();
  const [under, setUnder] = useState<AgencyNode>();
  const [closing, setClosing] = useState<AgencyNode>();
  const [isMoving, setMoving] = useState(false);
  const count = (kind: string): number => data?.agencies.filter((agency) => agency.kind === kind).length ?? 0;
  return (
    <div className="tz-page">
      <header className="tz-page__head">
        <div>
          <h1>{texts.title}</h1>
          <p className="tz-page__lead">
            {texts.lead}
            {may('unit.read') ? texts.hint : ''}{' '}
            {data === undefined ? '' : texts.counts(count('city'), count('county'))}
          </p>
        </div>
        {may('unit.move') ? <Button onClick={() => setMoving(true)}>{TREE.move.open}</Button> : null}
      </header>
      {data === undefined ? (
        <Pending error={error} refetch={refetch} />
      ) : (
        <div className="tz-card">
          <Branches
            nodes={treeOf(data.agencies)}
            depth={0}
            acts={may('agency.manage') ? { open: setUnder, close: setClosing } : undefined}
            hasUnits={may('unit.read')}
          />
        </div>
      )}
      <OpenAgency key={under?.id} under={under} onClose={() => setUnder(undefined)} />
      <CloseAgency key={closing?.id ?? ''} agency={closing} onClose={() => setClosing(undefined)} />
      <MoveUnitSheet isOpen={isMoving} onClose={() => setMoving(false)} />
    </div>
  );
}

interface BranchesProps {
  readonly nodes: readonly AgencyNode[];
  readonly depth: number;
  /** What an administrator may do: open an agency below one, close one below which there is nothing. */
  readonly acts: Readonly<Record<'open' | 'close', (agency: AgencyNode) => void>> | undefined;
  readonly hasUnits: boolean;
}

/** Levels as nested lists; the second and lower ones fold, the first of them open. */
function Branches({ nodes, depth, acts, hasUnits }: BranchesProps): ReactElement {
  return (
    <ul className={depth === 0 ? 'tz-tree' : 'tz-tree__below'}>
      {nodes.map((node) => (
        <li key={node.id}>
          <div className="tz-tree__node">
            {hasUnits ? (
              <Link to={`/units?agencyId=${node.id}`} className="tz-tree__name">
                {node.name}
              </Link>
            ) : (
              <span className="tz-tree__name">{node.name}</span>
            )}
            <span className="tz-tag">{agencyKinds[node.kind]}</span>
            <span className="tz-quiet">{texts.code(node.code)}</span>
            {node.isOpen ? null : <span className="tz-tag tz-tag--fault">{texts.closed}</span>}
            {acts === undefined || node.kind === 'county' || !node.isOpen ? null : (
              <Button size="small" aria-label={texts.openUnder(node.name)} onClick={() => acts.open(node)}>
                {texts.open}
              </Button>
            )}
            {acts === undefined || node.kind === 'office' || !node.isOpen ? null : (
              <Button size="small" aria-label={TREE.close.of(node.name)} onClick={() => acts.close(node)}>
                {TREE.close.act}
              </Button>
            )}
          </div>
          {node.children.length === 0 ? null : (
            <details open={depth === 0 || nodes.length <= 3}>
              <summary>{texts.below(node.children.length)}</summary>
              <Branches nodes={node.children} depth={depth + 1} acts={acts} hasUnits={hasUnits} />
            </details>
          )}
        </li>
      ))}
    </ul>
  );
}

interface CloseAgencyProps {
  readonly agency: AgencyNode | undefined;
  readonly onClose: () => void;
}

function CloseAgency({ agency, onClose }: CloseAgencyProps): ReactElement {
  const tell = useTell();
  const name = agency?.name ?? '';
  const writing = useWrite<undefined, unknown>(
    () => ({ method: 'POST', path: `/api/agencies/${agency?.id ?? ''}/closing` }),
    () => {
      tell(TREE.close.done(name));
      onClose();
    },
  );
  return (
    <ConfirmSheet
      isOpen={agency !== undefined}
      onClose={onClose}
      title={TREE.close.title(name)}
      actLabel={TREE.close.act}
      writing={writing}
      input={undefined}
    >
      <p>{TREE.close.what}</p>
    </ConfirmSheet>
  );
}

type OpenBody = Static<typeof OpenAgencyBody>;

function OpenAgency({
  under,
  onClose,
}: {
  readonly under: AgencyNode | undefined;
  readonly onClose: () => void;
}): ReactElement {
  const tell = useTell();
  const [code, setCode] = useState('');
  const [name, setName] = useState('');
  const writing = useWrite<OpenBody, unknown>(
    (body) => ({ method: 'POST', path: '/api/agencies', body }),
    (_answer, body) => {
      tell(texts.opened(body.name));
      onClose();
    },
  );
  const kind = under?.kind === 'office' ? 'city' : 'county';
  return (
    <ConfirmSheet
      isOpen={under !== undefined}
      onClose={onClose}
      title={texts.openUnder(under?.name ?? '')}
      actLabel={texts.openAct}
      isReady={/^[0-9A-Z-]{2,20}$/.test(code) && name.trim().length >= 2}
      writing={writing}
      input={{ parentId: under?.id ?? '', kind, code, name: name.trim() }}
    >
      <p>{texts.openWhat(agencyKinds[kind], under?.name ?? '')}</p>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="agency-name">
          {texts.nameLabel}
        </label>
        <Input id="agency-name" value={name} maxLength={60} onChange={({ target }) => setName(target.value)} />
      </div>
      <div className="tz-field">
        <label className="tz-field__label" htmlFor="agency-code">
          {texts.codeLabel}
        </label>
        <Input
          id="agency-code"
          value={code}
          maxLength={20}
          aria-describedby="agency-code--hint"
          onChange={({ target }) => setCode(target.value.toUpperCase())}
        />
        <p className="tz-field__hint" id="agency-code--hint">
          {texts.codeHint}
        </p>
      </div>
    </ConfirmSheet>
  );
}
