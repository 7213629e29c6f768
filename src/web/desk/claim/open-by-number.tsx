import { Button, Input } from 'antd';
import { type FormEvent, type ReactElement, useState } from 'react';
import { useNavigate } from 'react-router';
import { OPEN_BY_NUMBER } from '#web/desk/claim/open-by-number-texts.ts';

/** Opens the claim whose number stands on a notice that somebody holds; how often it was printed stands in its trail. */
export function OpenByNumber(): ReactElement {
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [isFaulty, setFaulty] = useState(false);
  const open = (event: FormEvent): void => {
    event.preventDefault();
    const claimId = claimIdOf(typed);
    setFaulty(claimId === undefined);
    if (claimId !== undefined) void navigate(`/claims/${claimId}`);
  };
  return (
    <form className="tz-row" onSubmit={open}>
      <Input
        className="tz-search"
        aria-label={OPEN_BY_NUMBER.ask}
        aria-describedby={isFaulty ? 'number-fault' : undefined}
        placeholder={OPEN_BY_NUMBER.ask}
        maxLength={60}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          setFaulty(false);
        }}
      />
      <Button htmlType="submit" disabled={typed.trim() === ''}>
        {OPEN_BY_NUMBER.open}
      </Button>
      {isFaulty ? (
        <span id="number-fault" role="alert">
          {OPEN_BY_NUMBER.faulty}
        </span>
      ) : null}
    </form>
  );
}

/** The number as it is kept, however it was typed or read out; `undefined` where it is none. */
function claimIdOf(typed: string): string | undefined {
  const digits = typed.normalize('NFKC').toLowerCase().replaceAll(/[\s-]/g, '');
  return /^[0-9a-f]{32}$/.test(digits)
    ? digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
    : undefined;
}
