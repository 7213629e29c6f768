import { randomInt } from 'node:crypto';
import { calendarDay, type DayNumber } from '#kernel/civil-date.ts';
import type { Act } from '#platform/acts/act.ts';
import { takeNumber } from '#platform/acts/take-number.ts';
import type { ProgramId } from '#scheme/case.ts';
import { insertCertificate } from './store.ts';

/** Capital letters and digits that nobody mistakes for one another. */
const ALPHABET = '34679ACDEFGHJKMNPQRTWXY';
const CODE_LENGTH = 16;

/** Issues the certificate of an order's cover: a number without gaps per office and year, a code that anybody may verify. */
export async function issueCertificate(
  act: Act,
  cover: { readonly orderId: string; readonly agencyId: string; readonly unitId: string; readonly program: ProgramId },
  period: { readonly startOn: DayNumber; readonly endOn: DayNumber; readonly members: number },
): Promise<string> {
  const id = act.newId();
  const { year } = calendarDay(period.startOn);
  const serial = await takeNumber(act, `certificate-${year}`, 0);
  const number = `${year}${String(serial + 1).padStart(7, '0')}`;
  const code = Array.from({ length: CODE_LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  await insertCertificate(act, { id, number, code, ...cover, ...period });
  await act.audit({
    act: 'issue-certificate',
    objectKind: 'certificate',
    objectId: id,
    agencyId: cover.agencyId,
    unitId: cover.unitId,
    detail: { orderId: cover.orderId, number, members: period.members },
  });
  return id;
}
