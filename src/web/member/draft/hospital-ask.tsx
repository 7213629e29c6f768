import { type ReactElement, useEffect, useState } from 'react';
import type { HospitalNames } from '#contracts/hospitals.ts';
import { askApi } from '#web/app/api/ask.ts';
import { TextAsk } from '#web/member/parts.tsx';

const ASK_AFTER_MS = 400;

/** What the register says of a house. */
export interface KnownHospital {
  readonly grade: number;
  readonly recognised: boolean;
}

interface HospitalAskProps {
  readonly label: string;
  readonly value: string;
  /** With what the register says, where it knows the house that was named. */
  readonly onChange: (name: string, house: KnownHospital | undefined) => void;
}

/** The hospital's name, with what the register knows by a part of it; a name that it does not know may stand too. */
export function HospitalAsk({ label, value, onChange }: HospitalAskProps): ReactElement {
  const [houses, setHouses] = useState<HospitalNames['items']>([]);
  useEffect(() => {
    const search = value.trim();
    if (search.length < 2) return;
    const stop = new AbortController();
    const timer = setTimeout(() => {
      askApi<HospitalNames>('/api/hospital-names', { search }, stop.signal).then(
        ({ items }) => setHouses(items),
        // without a line one types the whole name
        () => undefined,
      );
    }, ASK_AFTER_MS);
    return () => {
      clearTimeout(timer);
      stop.abort();
    };
  }, [value]);
  const take = (name: string): void => {
    const house = houses.find((each) => each.name === name.trim());
    onChange(name, house === undefined ? undefined : { grade: house.grade, recognised: house.isRecognised });
  };
  return (
    <>
      <TextAsk path="hospitalName" ask={[label, undefined]} value={value} onChange={take} />
      {houses.some(({ name }) => name === value.trim()) || value.trim().length < 2 ? null : (
        <ul className="tz-rows" aria-label={label}>
          {houses.map(({ name }) => (
            <li key={name}>
              <button type="button" className="tz-press tz-press--quiet" onClick={() => take(name)}>
                {name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
