import type { AccidentFacts } from '#scheme/programs/national-accident/facts.ts';
import { rulesOver } from '#scheme/rule.ts';

/** Makers of the accident program's rules. */
export const accidentRule = rulesOver<AccidentFacts>();
