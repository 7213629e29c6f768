import type { Bill } from '#scheme/case.ts';

/** 「在二级以上（含二级）医疗机构治疗」 A bill of a recognised hospital of the lowest grade or above. */
export function inRecognisedHospital(bill: Bill, lowestHospitalGrade: number): boolean {
  return bill.hospital.recognised && bill.hospital.grade >= lowestHospitalGrade;
}
