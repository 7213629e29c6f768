/** A slip of more keystrokes than this is no slip: suggesting something else would only mislead. */
const MOST_SLIPS = 2;

/** The known name that takes the fewest keystrokes to reach from `typed`; `undefined` where none is near. */
export function findClosestName(typed: string, known: readonly string[]): string | undefined {
  let closest: string | undefined;
  let fewest = MOST_SLIPS + 1;
  for (const name of known) {
    const slips = name.startsWith(typed) && typed.length > 1 ? 1 : countSlips(typed, name);
    if (slips < fewest) {
      closest = name;
      fewest = slips;
    }
  }
  return closest;
}

/** Letters inserted, dropped, replaced, or swapped with their neighbour (optimal string alignment). */
function countSlips(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= b.length; column += 1) {
      const replaced = at(last, column - 1) + (a[row - 1] === b[column - 1] ? 0 : 1);
      let slips = Math.min(at(last, column) + 1, at(current, column - 1) + 1, replaced);
      if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1]) {
        slips = Math.min(slips, at(beforeLast, column - 2) + 1);
      }
      current.push(slips);
    }
    [beforeLast, last] = [last, current];
  }
  return at(last, b.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
