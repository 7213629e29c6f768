import sql from 'sql-template-tag';
import type { ChainCheck } from './check.ts';

/** Persons of an order who were refunded because they got no cover. */
const REFUNDED = sql`(o.refund_fen / (o.amount_fen / o.member_count))`;

/** From the roster's line to the day of cover: rosters, orders, credits, periods, the nation's directory. */
export const JOINING_CHECKS: readonly ChainCheck[] = [
  {
    cause: 'roster-order',
    words: '缴费通知的人数与名单里有效的人数不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, o.member_count AS expected_fen,
        count(e.row_number) + ${REFUNDED} AS found_fen
      FROM tenant.contribution_order o
      LEFT JOIN tenant.roster r ON r.office_id = o.office_id AND r.id = o.roster_id
      LEFT JOIN tenant.roster_entry e ON e.office_id = o.office_id AND e.filed_on = r.filed_on AND e.roster_id = o.roster_id
        AND e.state = 'standing'
      WHERE o.office_id = ${officeId} AND o.state IN ('open', 'completed', 'in-force')
      GROUP BY o.office_id, o.id HAVING count(e.row_number) + ${REFUNDED} <> o.member_count`,
  },
  {
    cause: 'roster-without-order',
    words: '名单已审核通过，却没有缴费通知',
    query: (officeId) => sql`
      SELECT 'roster' AS object_kind, r.id AS object_id, NULL::bigint AS expected_fen, NULL::bigint AS found_fen
      FROM tenant.roster r WHERE r.office_id = ${officeId} AND r.state IN ('passed', 'covered')
        AND NOT EXISTS (SELECT FROM tenant.contribution_order o WHERE o.office_id = r.office_id AND o.roster_id = r.id)`,
  },
  {
    cause: 'order-received',
    words: '缴费通知的已收金额与匹配给它的到账、拨给它的互助互济金合计不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, coalesce(a.sum, g.amount_fen, 0) AS expected_fen,
        o.received_fen AS found_fen
      FROM tenant.contribution_order o
      LEFT JOIN tenant.cover_grant g ON g.office_id = o.office_id AND g.order_id = o.id AND g.funding = 'relief-fund'
      LEFT JOIN (SELECT order_id, sum(amount_fen) AS sum FROM tenant.allocation
        WHERE office_id = ${officeId} AND undone_at IS NULL GROUP BY order_id) a ON a.order_id = o.id
      WHERE o.office_id = ${officeId} AND o.received_fen <> coalesce(a.sum, g.amount_fen, 0)`,
  },
  {
    cause: 'credit-matched',
    words: '到账的已匹配金额与匹配、说明、退费的合计不一致',
    query: (officeId) => sql`
      SELECT 'bank-entry' AS object_kind, e.id AS object_id, coalesce(t.sum, 0) AS expected_fen, e.matched_fen AS found_fen
      FROM tenant.bank_entry e
      LEFT JOIN (SELECT entry_id, sum(amount_fen) AS sum FROM (
          SELECT entry_id, amount_fen FROM tenant.allocation WHERE office_id = ${officeId} AND undone_at IS NULL
          UNION ALL SELECT entry_id, amount_fen FROM tenant.bank_explanation WHERE office_id = ${officeId}
          UNION ALL SELECT entry_id, amount_fen FROM tenant.contribution_refund
            WHERE office_id = ${officeId} AND entry_id IS NOT NULL AND state IN ('approved', 'paid')
        ) AS taken GROUP BY entry_id) t ON t.entry_id = e.id
      WHERE e.office_id = ${officeId} AND e.state <> 'reversed' AND e.matched_fen <> coalesce(t.sum, 0)`,
  },
  {
    cause: 'order-covers',
    words: '缴费通知已足额，保障期的人数与缴费的人数不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, o.member_count - ${REFUNDED} AS expected_fen,
        coalesce(c.count, 0) AS found_fen
      FROM tenant.contribution_order o
      LEFT JOIN (SELECT order_id, count(*) AS count FROM tenant.coverage_period
        WHERE office_id = ${officeId} AND state IN ('scheduled', 'in-force') GROUP BY order_id) c ON c.order_id = o.id
      WHERE o.office_id = ${officeId} AND o.state IN ('completed', 'in-force')
        AND coalesce(c.count, 0) <> o.member_count - ${REFUNDED}`,
  },
  {
    cause: 'cover-without-order',
    words: '保障期有效，它的缴费通知却没有足额缴费',
    query: (officeId) => sql`
      SELECT 'coverage-period' AS object_kind, c.id AS object_id, NULL::bigint AS expected_fen, NULL::bigint AS found_fen
      FROM tenant.coverage_period c
      LEFT JOIN tenant.contribution_order o ON o.office_id = c.office_id AND o.id = c.order_id
        AND o.state IN ('completed', 'in-force')
      WHERE c.office_id = ${officeId} AND c.state IN ('scheduled', 'in-force') AND o.id IS NULL`,
  },
  {
    cause: 'cover-day',
    words: '保障期的起止日与缴费通知确定的不一致',
    query: (officeId) => sql`
      SELECT 'coverage-period' AS object_kind, c.id AS object_id, NULL::bigint AS expected_fen, NULL::bigint AS found_fen
      FROM tenant.coverage_period c JOIN tenant.contribution_order o ON o.office_id = c.office_id AND o.id = c.order_id
      WHERE c.office_id = ${officeId} AND c.state IN ('scheduled', 'in-force')
        AND (c.end_on <> o.end_on OR c.start_on < o.start_on)`,
  },
  {
    cause: 'cover-directory',
    words: '保障期没有登记在全国的参保目录里，不能防止重复参保',
    query: (officeId) => sql`
      SELECT 'coverage-period' AS object_kind, c.id AS object_id, NULL::bigint AS expected_fen, NULL::bigint AS found_fen
      FROM tenant.coverage_period c
      LEFT JOIN directory.cover d ON d.office_id = c.office_id AND d.cover_id = c.id
      WHERE c.office_id = ${officeId} AND c.state IN ('scheduled', 'in-force') AND d.cover_id IS NULL`,
  },
  {
    cause: 'cover-started-posting',
    words: '保障已生效，转入未到期会费的金额与所缴会费不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, o.amount_fen - o.refund_fen AS expected_fen,
        coalesce(k.amount_fen, 0) AS found_fen
      FROM tenant.contribution_order o
      LEFT JOIN tenant.ledger_posting_key k ON k.office_id = o.office_id AND k.object_id = o.id AND k.event = 'cover-started'
        AND k.occurrence = 0 AND k.line = 0
      WHERE o.office_id = ${officeId} AND o.state = 'in-force'
        AND coalesce(k.amount_fen, 0) <> o.amount_fen - o.refund_fen`,
  },
  {
    cause: 'receipt-order',
    words: '开出的票据合计与缴费通知实际收取的会费不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, o.amount_fen - o.refund_fen AS expected_fen,
        sum(r.amount_fen) AS found_fen
      FROM tenant.receipt r JOIN tenant.contribution_order o ON o.office_id = r.office_id AND o.id = r.order_id
      WHERE r.office_id = ${officeId} AND r.red_of_id IS NULL AND NOT r.is_reversed
      GROUP BY o.office_id, o.id HAVING sum(r.amount_fen) <> o.amount_fen - o.refund_fen`,
  },
  {
    cause: 'receipt-missing',
    words: '保障已生效、票据已开到以后的日期，这份缴费通知却没有有效的票据',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, o.id AS object_id, o.amount_fen - o.refund_fen AS expected_fen,
        0::bigint AS found_fen
      FROM tenant.contribution_order o
      WHERE o.office_id = ${officeId} AND o.state = 'in-force' AND o.amount_fen > o.refund_fen
        AND o.start_on < (SELECT max(issued_on) FROM tenant.receipt WHERE office_id = ${officeId})
        AND NOT EXISTS (SELECT FROM tenant.receipt r WHERE r.office_id = o.office_id AND r.order_id = o.id
          AND r.red_of_id IS NULL AND NOT r.is_reversed)`,
  },
  {
    cause: 'receipt-number',
    words: '票据的张数与已领用的号码不一致，中间有缺号',
    query: (officeId) => sql`
      SELECT 'receipt' AS object_kind, NULL::uuid AS object_id, c.next_number - 1 AS expected_fen, (
          SELECT count(*) FROM tenant.receipt r
          WHERE r.office_id = c.office_id AND r.code = substr(c.series, length('receipt-') + 1)) AS found_fen
      FROM tenant.counter c WHERE c.office_id = ${officeId} AND c.series LIKE 'receipt-%' AND c.next_number - 1 <> (
          SELECT count(*) FROM tenant.receipt r
          WHERE r.office_id = c.office_id AND r.code = substr(c.series, length('receipt-') + 1))`,
  },
];
