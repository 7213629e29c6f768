import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import { APP } from '#web/app/app-texts.ts';

interface NameSearchProps {
  /** What is looked for; the names of people where left out. */
  readonly label?: string;
  /** What the list is searched for already, by its address. */
  readonly initial?: string;
  readonly onSearch: (name: string) => void;
}

/**
 * Finds what a list has by name; an empty field shows all again. Asks when told to: a name is put together by several keys,
 * and a field that the address holds would lose some.
 */
export function NameSearch({ label = APP.searchName, initial = '', onSearch }: NameSearchProps): ReactElement {
  const [typed, setTyped] = useState(initial);
  return (
    <form
      className="tz-name-search"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <Input
        id="search"
        className="tz-search"
        type="search"
        aria-label={label}
        placeholder={label}
        maxLength={60}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '') onSearch('');
        }}
      />
      <Button htmlType="submit">{APP.search}</Button>
    </form>
  );
}
