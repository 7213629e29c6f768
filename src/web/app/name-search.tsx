import { Input } from 'antd';
import { type ReactElement, useState } from 'react';
import { APP } from '#web/app/app-texts.ts';

interface NameSearchProps {
  readonly onSearch: (name: string) => void;
}

/** Finds people of a list by what their name holds; an empty field shows all again. */
export function NameSearch({ onSearch }: NameSearchProps): ReactElement {
  const [typed, setTyped] = useState('');
  return (
    <div className="tz-row">
      <Input.Search
        className="tz-search"
        aria-label={APP.searchName}
        placeholder={APP.searchName}
        allowClear
        maxLength={50}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value);
          if (target.value === '') onSearch('');
        }}
        onSearch={(text) => onSearch(text.trim())}
      />
    </div>
  );
}
