import { EXCLUSION_CLAUSES } from '#scheme/programs/henan-inpatient/exclusions.ts';
import { inpatientRule } from '#scheme/programs/henan-inpatient/rules/inpatient-rule.ts';

/** Exclusions that a reviewer asserts, whatever the engine raises by itself. */
export const assertedExclusions = inpatientRule.exclusion({
  id: 'asserted-exclusions',
  clause: '附件1-5',
  alsoClauses: EXCLUSION_CLAUSES,
  title: '审核人认定的除外情形',
  reads: ['assertedExclusions'],
  collect: ({ assertedExclusions }, found) => {
    for (const clause of assertedExclusions) found.push(clause);
  },
});

/**
 * 「在非认可医疗机构就医的」
 *
 * The papers must come from a hospital of grade 2 or above (附件1-7.3), so a lower one is not recognised.
 */
export const hospitalNotRecognised = inpatientRule.exclusion({
  id: 'hospital-not-recognised',
  clause: '附件1-5(一).12',
  alsoClauses: ['附件1-7.3'],
  title: '非认可医疗机构',
  reads: ['hospitalGrade', 'hospitalRecognised', 'lowestHospitalGrade'],
  readings: ['读法-11'],
  collect: ({ hospitalGrade, hospitalRecognised, lowestHospitalGrade }, found) => {
    if (!hospitalRecognised || hospitalGrade < lowestHospitalGrade) found.push('附件1-5(一).12');
  },
});

/** 「在中华人民共和国境外治疗的」 Hong Kong, Macao and Taiwan lie outside the mainland's basic insurance. */
export const treatedAbroad = inpatientRule.exclusion({
  id: 'treated-abroad',
  clause: '附件1-5(二).5',
  title: '境外治疗',
  reads: ['hospitalRegion'],
  readings: ['读法-12'],
  collect: ({ hospitalRegion }, found) => {
    if (hospitalRegion === 'abroad') found.push('附件1-5(二).5');
  },
});

/** 「精神和行为障碍（依照世界卫生组织《疾病和有关健康问题的国际统计分类》（ICO-10））导致的」 F00–F99. */
export const mentalDisorder = inpatientRule.exclusion({
  id: 'mental-disorder',
  clause: '附件1-5(一).11',
  title: '精神和行为障碍',
  reads: ['mainDiagnosis'],
  collect: ({ mainDiagnosis }, found) => {
    if (mainDiagnosis.startsWith('F') && isDigit(mainDiagnosis, 1) && isDigit(mainDiagnosis, 2)) {
      found.push('附件1-5(一).11');
    }
  },
});

function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= 48 && code <= 57;
}

const INFERTILITY_CODES = ['N46', 'N97', 'Z31'] as const;

/** 「不孕不育治疗、人工受精」 N46, N97 and Z31, each with all its subdivisions. */
export const infertility = inpatientRule.exclusion({
  id: 'infertility',
  clause: '附件1-5(一).10',
  title: '不孕不育治疗、人工受精',
  reads: ['mainDiagnosis'],
  collect: ({ mainDiagnosis }, found) => {
    for (const code of INFERTILITY_CODES) if (mainDiagnosis.startsWith(code)) found.push('附件1-5(一).10');
  },
});

/** 「工伤、职业病、由责任方承担的或者由国家负担医疗费的新发、突发传染病导致的」 */
export const borneByOthers = inpatientRule.exclusion({
  id: 'borne-by-others',
  clause: '附件1-5(二).4',
  title: '工伤、职业病、责任方或国家负担',
  reads: ['cause'],
  collect: ({ cause }, found) => {
    if (
      cause === 'work-injury' ||
      cause === 'occupational-disease' ||
      cause === 'third-party' ||
      cause === 'public-epidemic'
    ) {
      found.push('附件1-5(二).4');
    }
  },
});

/** 「疗养、体检、康复治疗」 */
export const convalescence = inpatientRule.exclusion({
  id: 'convalescence',
  clause: '附件1-5(二).3',
  title: '疗养、体检、康复',
  reads: ['cause'],
  collect: ({ cause }, found) => {
    if (cause === 'check-up' || cause === 'convalescence' || cause === 'rehabilitation') found.push('附件1-5(二).3');
  },
});
