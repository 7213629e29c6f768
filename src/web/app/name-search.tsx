import { Button, Input } from 'antd';
import { type ReactElement, useState } from 'react';
import { APP } from '#web/app/app-texts.ts';

interface NameSearchProps {
  readonly onSearch: (name: string) => void;
}

/** Finds people of a list by what their name holds; an empty field shows all again. */
export function NameSearch({ onSearch }: NameSearchProps): ReactElement {
  const [typed, setTyped] = useState('');
  return (
    <form
      className="tz-row"
      onSubmit={(event) => {
        event.preventDefault();
        onSearch(typed.trim());
      }}
    >
      <Input
        className="tz-search"
        type="search"
        aria-label={APP.searchName}
        placeholder={APP.searchName}
        maxLength={50}
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
