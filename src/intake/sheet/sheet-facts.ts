import {
  type Cell,
  cellAddress,
  EMPTY_CELL,
  FACTS_KEPT,
  type OtherSheet,
  type SheetFacts,
} from '#intake/sheet/sheet.ts';

/** Gathers what a reader of rows comes across, bounded however much there is. */
export class FactsBuilder {
  private readonly mergedRanges: string[] = [];
  private readonly hiddenRows: number[] = [];
  private readonly formulaCells: string[] = [];
  private readonly hidden: { first: number; last: number }[] = [];
  private readonly columnsUsed = new Set<number>();
  private otherSheets: readonly OtherSheet[] = [];

  addRow(rowNumber: number, isHidden: boolean, cells: readonly Cell[]): void {
    if (isHidden && this.hiddenRows.length < FACTS_KEPT) this.hiddenRows.push(rowNumber);
    if (this.hidden.length > 0) this.noteColumns(cells);
  }

  addMergedRange(range: string): void {
    if (this.mergedRanges.length < FACTS_KEPT) this.mergedRanges.push(range);
  }

  addFormula(rowNumber: number, column: number): void {
    if (this.formulaCells.length < FACTS_KEPT) this.formulaCells.push(cellAddress(rowNumber, column));
  }

  /** Indices of the first and the last hidden column. */
  hideColumns(first: number, last: number): void {
    if (this.hidden.length < MOST_HIDDEN_RANGES) this.hidden.push({ first, last });
  }

  setOtherSheets(sheets: readonly OtherSheet[]): void {
    this.otherSheets = sheets;
  }

  build(): SheetFacts {
    const { mergedRanges, hiddenRows, formulaCells, otherSheets } = this;
    const hiddenColumns = [...this.columnsUsed].filter((column) =>
      this.hidden.some(({ first, last }) => column >= first && column <= last),
    );
    return {
      mergedRanges,
      hiddenRows,
      formulaCells,
      otherSheets,
      hiddenColumns: hiddenColumns.sort((a, b) => a - b).slice(0, FACTS_KEPT),
    };
  }

  private noteColumns(cells: readonly Cell[]): void {
    for (const [column, cell] of cells.entries()) if (cell !== EMPTY_CELL) this.columnsUsed.add(column);
  }
}

const MOST_HIDDEN_RANGES = 256;
