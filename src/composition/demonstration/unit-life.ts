import { rosterRows } from '#generator/roster-rows.ts';
import type { GeneratedScheme, GeneratedUnit } from '#generator/scheme.ts';
import { TEMPLATE_SHEET_COLUMNS } from '#intake/roster/write-roster-template.ts';
import { writeWorkbook } from '#intake/sheet/write-workbook.ts';
import { registerUnit, reviewUnit, selfRegistration } from '#modules/organisations/index.ts';
import { fileRoster, reviewRoster, submitRoster } from '#modules/rosters/index.ts';
import type { Caller } from '#platform/acts/act.ts';
import { gunzip } from '#platform/gunzip.ts';
import { done } from './done.ts';
import {
  accept,
  agencyOf,
  type DemonstrationOffice,
  type NextPhone,
  type Person,
} from './open-demonstration-office.ts';
import type { PlannedReview, PlannedRoster, PlannedUnit } from './planned-units.ts';

/** An order that the office made for a roster. */
interface LivingOrder {
  readonly id: string;
  readonly amountFen: number;
  readonly reference: string;
}

/** One unit from its registration on, through the use cases alone. */
export class UnitLife {
  private readonly office: DemonstrationOffice;
  readonly plan: PlannedUnit;
  readonly generated: GeneratedUnit;
  private unitId: string | undefined;
  private agent: Person | undefined;
  private readonly rosterIds = new Map<PlannedRoster, string>();
  private readonly orders = new Map<PlannedRoster, LivingOrder>();

  constructor(office: DemonstrationOffice, plan: PlannedUnit, generated: GeneratedUnit) {
    this.office = office;
    this.plan = plan;
    this.generated = generated;
  }

  get id(): string {
    return this.idOf();
  }

  get agentCaller(): Caller {
    return this.agentOf().caller;
  }

  /** Of the last of its rosters that was ordered. */
  get lastOrderId(): string {
    const last = [...this.orders.values()].at(-1);
    if (last === undefined) throw new Error(`${this.plan.key} has no order yet`);
    return last.id;
  }

  get agentAccountId(): string {
    return this.agentOf().accountId;
  }

  orderOf(roster: PlannedRoster): LivingOrder {
    const order = this.orders.get(roster);
    if (order === undefined) throw new Error(`${this.plan.key} has no order yet`);
    return order;
  }

  async register(nextPhone: NextPhone): Promise<void> {
    const { office, plan, generated } = this;
    const agencyId = agencyOf(office, plan.county);
    const { name, creditCode, unionCreditCode, staff, womenStaff, eligibleStaff, contact } = generated;
    const registered = await registerUnit(office.platform, selfRegistration(office.officeId, agencyId), {
      agencyId,
      name,
      creditCode,
      unionName: `${name}工会委员会`,
      unionCreditCode,
      address: `周口市${plan.county}${plan.program === 'henan-inpatient' ? '工农路' : '建设大道'}${generated.index + 1}号`,
      staffCount: staff,
      womenCount: womenStaff,
      eligibleCount: eligibleStaff,
      contact: { name: contact.name, phone: nextPhone() },
    });
    this.unitId = done('register-unit', registered).unitId;
  }

  /** The county passes the unit, and its contact accepts the invitation; or it is refused. */
  async decideOn(): Promise<void> {
    const { office, plan } = this;
    const { platform, officeId } = office;
    const unitId = this.idOf();
    const reviewer = office.reviewerOf('county', plan.county);
    const { refusal: reason } = plan;
    const review =
      reason === undefined ? { unitId, decision: 'pass' as const } : { unitId, decision: 'refuse' as const, reason };
    const { invitation } = done('review-unit', await reviewUnit(platform, reviewer, review));
    if (invitation === undefined) return;
    const accountId = await accept(platform, invitation, plan.key);
    const agencyIds = [office.rootAgencyId, office.cityAgencyId, agencyOf(office, plan.county)];
    this.agent = { accountId, caller: { access: { scope: 'unit', officeId, unitId, agencyIds, actorId: accountId } } };
  }

  async file(scheme: GeneratedScheme, roster: PlannedRoster): Promise<void> {
    const { plan, generated, office } = this;
    const { members, faultyRows } = roster;
    function* rows(): Generator<readonly (string | number | null)[]> {
      for (const { cells } of rosterRows(scheme, { ...generated, members, faultyRows })) yield cells;
    }
    const workbook = await writeWorkbook([{ name: '参保人员', columns: TEMPLATE_SHEET_COLUMNS, rows: rows() }]);
    const input = {
      unitId: this.idOf(),
      program: plan.program,
      shares: plan.shares,
      eligibleCount: roster.eligible ?? members,
      fileName: '参保名单.xlsx',
    };
    const filed = await fileRoster(office.platform, this.agentOf().caller, input, workbook, { gunzip });
    this.rosterIds.set(roster, done('file-roster', filed).rosterId);
  }

  async submit(roster: PlannedRoster): Promise<void> {
    const input = { rosterId: this.rosterIdOf(roster), declaration: { healthy: true, eligible: true } };
    done('submit-roster', await submitRoster(this.office.platform, this.agentOf().caller, input));
  }

  async review(roster: PlannedRoster, { by, sentBack }: PlannedReview): Promise<void> {
    const { office, plan } = this;
    const rosterId = this.rosterIdOf(roster);
    const review =
      sentBack === undefined ? { outcome: 'pass' as const } : { outcome: 'send-back' as const, ...sentBack };
    const reviewer = office.reviewerOf(by, plan.county);
    const { order } = done('review-roster', await reviewRoster(office.platform, reviewer, { rosterId, ...review }));
    if (order !== undefined) this.orders.set(roster, order);
  }

  private idOf(): string {
    if (this.unitId === undefined) throw new Error(`${this.plan.key} is not registered yet`);
    return this.unitId;
  }

  private agentOf(): Person {
    if (this.agent === undefined) throw new Error(`${this.plan.key} has no agent yet`);
    return this.agent;
  }

  private rosterIdOf(roster: PlannedRoster): string {
    const id = this.rosterIds.get(roster);
    if (id === undefined) throw new Error(`${this.plan.key} has not filed that roster yet`);
    return id;
  }
}
