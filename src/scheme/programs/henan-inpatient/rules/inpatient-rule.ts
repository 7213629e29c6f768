import type { InpatientFacts } from '#scheme/programs/henan-inpatient/facts.ts';
import { rulesOver } from '#scheme/rule.ts';

/** Makers of the inpatient program's rules. */
export const inpatientRule = rulesOver<InpatientFacts>();
