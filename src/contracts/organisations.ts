import { type Static, Type } from 'typebox';
import { InvitationAnswer, PersonName, Phone } from './accounts.ts';
import { Instant, MaskedText, orNull, typedText, Uuid } from './basic.ts';
import { pageOf, pageQuery } from './paging.ts';

const AgencyKind = Type.Union([Type.Literal('office'), Type.Literal('city'), Type.Literal('county')]);

export const Agency = Type.Object({
  id: Uuid,
  parentId: orNull(Uuid),
  kind: AgencyKind,
  code: Type.String(),
  name: Type.String(),
  isOpen: Type.Boolean(),
});
/** Parents before children; the uppermost that the asker sees has a parent that is not in the list. */
export const TreeAnswer = Type.Object({ agencies: Type.Array(Agency) });

export const AgencyParams = Type.Object({ agencyId: Uuid });
export const OpenAgencyBody = Type.Object({
  parentId: Uuid,
  kind: Type.Union([Type.Literal('city'), Type.Literal('county')]),
  code: Type.String({ pattern: '^[0-9A-Z-]{2,20}$', description: '机构代码：大写字母、数字、短横线' }),
  name: typedText(2, 60, '机构名称'),
});
export const OpenAgencyAnswer = Type.Object({ agencyId: Uuid });

export const UnitStateName = Type.Union([
  Type.Literal('registered'),
  Type.Literal('active'),
  Type.Literal('refused'),
  Type.Literal('moved'),
  Type.Literal('merged'),
  Type.Literal('closed'),
]);

const People = Type.Integer({ minimum: 0, maximum: 10_000_000 });

const unitFields = {
  name: typedText(2, 120, '单位名称'),
  unionName: Type.Optional(typedText(0, 120, '工会名称')),
  unionCreditCode: Type.Optional(Type.String({ maxLength: 40, description: '工会统一社会信用代码' })),
  address: typedText(0, 200, '地址'),
  staffCount: People,
  womenCount: People,
  eligibleCount: People,
  contact: Type.Object({ name: PersonName, phone: Phone }),
};
const creditCode = Type.String({ minLength: 1, maxLength: 40, description: '单位统一社会信用代码' });

/** A contact who is left out stays. */
export const StaffNumbersBody = Type.Object({ staffCount: People, womenCount: People, eligibleCount: People });
export const AmendUnitBody = Type.Object({ ...unitFields, contact: Type.Optional(unitFields.contact) });
/** The unit that is split off; its staff are taken off the numbers of the other. */
export const SplitUnitBody = Type.Object({ ...unitFields, creditCode });
export const SplitUnitAnswer = Type.Object({ unitId: Uuid, invitation: InvitationAnswer });
export const RegisterUnitBody = Type.Object({ ...unitFields, agencyId: Uuid, creditCode });
/** A unit that registers itself says under which office's agency. */
export const SelfRegistrationBody = Type.Object({ ...unitFields, officeId: Uuid, agencyId: Uuid, creditCode });
export const SelfRegistrationAnswer = Type.Object({
  unitId: Uuid,
  state: UnitStateName,
  paperToken: Type.String({ description: '上传证照时出示，审核前有效' }),
});
export const RegisterUnitAnswer = Type.Object({
  unitId: Uuid,
  state: UnitStateName,
  invitation: Type.Optional(InvitationAnswer),
});

export const Unit = Type.Object({
  id: Uuid,
  agencyId: Uuid,
  name: Type.String(),
  creditCode: Type.String(),
  unionName: orNull(Type.String()),
  unionCreditCode: orNull(Type.String()),
  address: Type.String(),
  staffCount: People,
  womenCount: People,
  eligibleCount: People,
  state: UnitStateName,
  successorId: orNull(Uuid),
  predecessorId: orNull(Uuid),
  refusalReason: orNull(Type.String()),
  contact: orNull(Type.Object({ maskedName: MaskedText, maskedPhone: MaskedText })),
  registeredAt: Instant,
});
export type Unit = Static<typeof Unit>;

export const UnitParams = Type.Object({ unitId: Uuid });
export const UnitsQuery = Type.Object({
  ...pageQuery,
  state: Type.Optional(UnitStateName),
  agencyId: Type.Optional(Uuid),
  namePrefix: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: '单位名称的开头' })),
});
export const UnitsAnswer = pageOf(Unit);

export const ReviewUnitBody = Type.Union([
  Type.Object({ decision: Type.Literal('pass') }, { additionalProperties: false }),
  Type.Object(
    { decision: Type.Literal('refuse'), reason: typedText(2, 200, '不予通过的原因') },
    { additionalProperties: false },
  ),
]);
export const ReviewUnitAnswer = Type.Object({ state: UnitStateName, invitation: Type.Optional(InvitationAnswer) });

export const MoveUnitBody = Type.Object({ creditCode, agencyId: Uuid });
export const MoveUnitAnswer = Type.Object({ unitId: Uuid });
export const HandOverUnitBody = Type.Object({ creditCode, toOfficeId: Uuid, toAgencyId: Uuid });
export const HandOverUnitAnswer = Type.Object({ officeId: Uuid, unitId: Uuid });
export const MergeUnitsBody = Type.Object({ intoUnitId: Uuid });

/** Where a unit may register itself. */
export const RegistrationPlacesAnswer = Type.Object({
  offices: Type.Array(Type.Object({ id: Uuid, name: Type.String(), agencies: Type.Array(Agency) })),
});

const UnitPaperKind = Type.Union(
  [
    Type.Literal('unit-certificate'),
    Type.Literal('union-certificate'),
    Type.Literal('application'),
    Type.Literal('other'),
  ],
  { description: '单位证照、工会法人资格证书、盖章的登记表、其他' },
);
export type UnitPaperKind = Static<typeof UnitPaperKind>;

export const UnitPaperQuery = Type.Object({ kind: UnitPaperKind });
export const RegistrationPaperQuery = Type.Object({
  kind: UnitPaperKind,
  token: Type.String({ minLength: 20, maxLength: 200, description: '登记后得到的 paperToken' }),
});
export const AddedUnitPaper = Type.Object({ paperId: Uuid });
export const UnitPaperParams = Type.Object({ unitId: Uuid, paperId: Uuid });
export const UnitPapersAnswer = Type.Object({
  papers: Type.Array(
    Type.Object({
      id: Uuid,
      kind: UnitPaperKind,
      mediaType: Type.Union([Type.Literal('application/pdf'), Type.Literal('image/jpeg'), Type.Literal('image/png')]),
      bytes: Type.Integer(),
      uploadedAt: Instant,
    }),
  ),
});

export const UnitHistoryAnswer = Type.Object({
  events: Type.Array(
    Type.Object({
      at: Instant,
      act: Type.String({ description: '留痕里的事项；cover 为一期保障' }),
      actor: orNull(Type.String()),
      detail: Type.Record(Type.String(), Type.Unknown()),
    }),
  ),
  relatives: Type.Array(
    Type.Object({
      relation: Type.Union(
        [Type.Literal('came-from'), Type.Literal('went-into'), Type.Literal('took-in'), Type.Literal('split-off')],
        { description: '来自、并入或移交到、并入了本单位、从本单位分出' },
      ),
      id: orNull(Uuid),
      name: orNull(Type.String()),
    }),
  ),
});
