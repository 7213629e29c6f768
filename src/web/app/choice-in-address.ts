import { useSearchParams } from 'react-router';

/** A filter kept in the address: one of `choices`, the first where the address names none. */
export function useChoiceInAddress<Choice extends string>(
  name: string,
  choices: readonly [Choice, ...Choice[]],
): readonly [Choice, (choice: Choice) => void] {
  const [search, setSearch] = useSearchParams();
  const wanted = search.get(name);
  const choice = choices.find((each) => each === wanted) ?? choices[0];
  const choose = (next: Choice): void => {
    setSearch(
      (before) => {
        if (next === choices[0]) before.delete(name);
        else before.set(name, next);
        return before;
      },
      { replace: true },
    );
  };
  return [choice, choose];
}
