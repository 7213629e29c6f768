import { EXCLUSION_CLAUSES } from '#scheme/programs/national-accident/exclusions.ts';
import { accidentRule } from '#scheme/programs/national-accident/rules/accident-rule.ts';
import { inRecognisedHospital } from '#scheme/programs/national-accident/rules/recognised-hospital.ts';

/** Exclusions that a reviewer asserts, whatever the engine raises by itself. */
export const assertedExclusions = accidentRule.exclusion({
  id: 'asserted-exclusions',
  clause: '附件2-5',
  alsoClauses: EXCLUSION_CLAUSES,
  title: '审核人认定的除外情形',
  reads: ['assertedExclusions'],
  collect: ({ assertedExclusions }, found) => {
    for (const clause of assertedExclusions) found.push(clause);
  },
});

/** 「在中华人民共和国境外治疗的」 */
export const treatedAbroad = accidentRule.exclusion({
  id: 'treated-abroad',
  clause: '附件2-5.17',
  title: '境外治疗',
  reads: ['treatedAbroad'],
  collect: ({ treatedAbroad }, found) => {
    if (treatedAbroad) found.push('附件2-5.17');
  },
});

/**
 * 「在非认可医疗机构就医的」
 *
 * Of the medical benefit only, and only where no bill at all is from a recognised hospital of grade 2 or above; else
 * the other bills are simply left out.
 */
export const hospitalNotRecognised = accidentRule.exclusion({
  id: 'hospital-not-recognised',
  clause: '附件2-5.10',
  alsoClauses: ['附件2-8.2'],
  title: '非认可医疗机构',
  reads: ['bills', 'lowestHospitalGrade'],
  readings: ['读法-18'],
  collect: ({ bills, lowestHospitalGrade }, found) => {
    for (const bill of bills) if (inRecognisedHospital(bill, lowestHospitalGrade)) return;
    found.push('附件2-5.10');
  },
});
