import { fail, ok, type Result } from '#kernel/result.ts';
import { adjudicate } from '#scheme/adjudicate.ts';
import type { CaseFault } from '#scheme/case-fault.ts';
import { readCase } from '#scheme/read-case.ts';
import { writeDecision } from '#scheme/write-decision.ts';

/** A case that can't be decided: which field, and what is wrong with it. */
export interface CaseRefusal {
  readonly code: 'case-invalid';
  readonly caseFault: CaseFault;
}

/**
 * Decides one case in the format of the rules' page §4, as `tongzhou adjudicate` does; nothing is stored.
 *
 * Gives the decision as `writeDecision` writes it, so that no caller formats figures of his own.
 */
export function adjudicateCase(caseJson: unknown): Result<string, CaseRefusal> {
  const read = readCase(caseJson);
  if (!read.ok) return fail({ code: 'case-invalid', caseFault: read.error });
  return ok(writeDecision(adjudicate(read.value)));
}
