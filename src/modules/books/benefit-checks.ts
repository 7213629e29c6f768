import sql, { type Sql } from 'sql-template-tag';
import type { ChainCheck } from './check.ts';

/** States in which a benefit is owed or paid. */
const OWED = sql`('approved', 'in-payout', 'paid', 'returned')`;

/** Payouts whose posting of an event is not what it should be: there, and the amount, or not there. */
function payoutPosting(officeId: string, event: string, isDue: Sql): Sql {
  return sql`
    SELECT 'payout' AS object_kind, p.id AS object_id, CASE WHEN ${isDue} THEN p.amount_fen ELSE 0 END AS expected_fen,
      coalesce(k.amount_fen, 0) AS found_fen
    FROM tenant.payout p
    LEFT JOIN tenant.ledger_posting_key k ON k.office_id = p.office_id AND k.object_id = p.id AND k.event = ${event}
      AND k.occurrence = 0 AND k.line = 0
    WHERE p.office_id = ${officeId} AND coalesce(k.amount_fen, 0) <> CASE WHEN ${isDue} THEN p.amount_fen ELSE 0 END`;
}

/** From the decision to the payout: claims, periods, decisions, limits, payouts, batches. */
export const BENEFIT_CHECKS: readonly ChainCheck[] = [
  {
    cause: 'claim-cover',
    words: '互助金已核准，所依据的保障期不存在或已取消',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, c.id AS object_id, NULL::bigint AS expected_fen, NULL::bigint AS found_fen
      FROM tenant.claim c
      LEFT JOIN tenant.coverage_period p ON p.office_id = c.office_id AND p.id = c.period_id AND p.person_id = c.person_id
        AND p.state IN ('in-force', 'replaced')
      WHERE c.office_id = ${officeId} AND c.state IN ${OWED} AND p.id IS NULL`,
  },
  {
    cause: 'claim-decision',
    words: '申领的金额与现行核定结论不一致',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, c.id AS object_id, coalesce(d.amount_fen, 0) AS expected_fen, c.amount_fen AS found_fen
      FROM tenant.claim c
      LEFT JOIN tenant.decision d ON d.office_id = c.office_id AND d.submitted_on = c.submitted_on AND d.claim_id = c.id
        AND d.number = c.decision_count AND d.outcome = 'pay'
      WHERE c.office_id = ${officeId} AND c.state IN ${OWED} AND coalesce(d.amount_fen, 0) <> c.amount_fen`,
  },
  {
    cause: 'claim-posting',
    words: '核准的互助金与账上的应付互助金不一致',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, coalesce(c.id, k.object_id) AS object_id, coalesce(c.amount_fen, 0) AS expected_fen,
        coalesce(k.amount_fen, 0) AS found_fen
      FROM (SELECT id, amount_fen + excess_fen AS amount_fen FROM tenant.claim
        WHERE office_id = ${officeId} AND (state IN ${OWED} OR excess_fen > 0)) c
      FULL JOIN (
        -- what a ruling changed was reversed and posted anew, or posted beside what was paid
        SELECT object_id, sum(CASE kind WHEN 'reversal' THEN -amount_fen ELSE amount_fen END) AS amount_fen
        FROM tenant.ledger_entry WHERE office_id = ${officeId} AND event = 'benefit-approved' GROUP BY object_id) k
        ON k.object_id = c.id
      WHERE coalesce(c.amount_fen, 0) <> coalesce(k.amount_fen, 0)`,
  },
  {
    cause: 'claim-limit',
    words: '核准的互助金没有按同样的金额计入限额',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, c.id AS object_id, c.amount_fen - coalesce(r.freed_fen, 0) AS expected_fen,
        coalesce(u.amount_fen, 0) AS found_fen
      FROM tenant.claim c
      LEFT JOIN tenant.benefit_use u ON u.office_id = c.office_id AND u.claim_id = c.id AND u.state = 'reserved'
      -- what came back counts no more (ADR 0014)
      LEFT JOIN (SELECT claim_id, sum(freed_fen) AS freed_fen FROM tenant.recovery
        WHERE office_id = ${officeId} GROUP BY claim_id) r ON r.claim_id = c.id
      WHERE c.office_id = ${officeId} AND c.state IN ${OWED}
        AND coalesce(u.amount_fen, 0) <> c.amount_fen - coalesce(r.freed_fen, 0)`,
  },
  {
    cause: 'claim-payout',
    words: '申领的状态与它的付款不一致',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, c.id AS object_id,
        CASE WHEN c.state IN ('in-payout', 'paid') THEN c.amount_fen ELSE 0 END + c.beside_fen AS expected_fen,
        coalesce(p.sum, 0) AS found_fen
      -- beside the decision: what was paid above it, less what came back and was kept for a recovery
      FROM (SELECT o.*, o.excess_fen - coalesce((SELECT sum(r.set_off_fen) FROM tenant.recovery r
          WHERE r.office_id = o.office_id AND r.claim_id = o.id), 0) AS beside_fen FROM tenant.claim o) c
      LEFT JOIN (SELECT claim_id, sum(amount_fen) AS sum, bool_and(state = 'paid') AS is_paid FROM tenant.payout
        WHERE office_id = ${officeId} AND state IN ('made', 'sent', 'paid') GROUP BY claim_id) p ON p.claim_id = c.id
      WHERE c.office_id = ${officeId} AND (
        -- a benefit in shares may be under way in parts
        -- so may one of which a ruling owes more than was paid
        CASE c.state WHEN 'approved' THEN coalesce(p.sum, 0) >= c.amount_fen + c.beside_fen OR NOT coalesce(p.is_paid, true)
          WHEN 'returned' THEN coalesce(p.sum, 0) >= c.amount_fen + c.beside_fen
          WHEN 'in-payout' THEN coalesce(p.sum, 0) NOT BETWEEN 1 AND c.amount_fen + c.beside_fen
          WHEN 'paid' THEN coalesce(p.sum, 0) <> c.amount_fen + c.beside_fen
          -- what came back of one that a ruling denied waits for its recovery, or for another card
          ELSE coalesce(p.sum, 0) > c.beside_fen END
        OR (c.state = 'paid' AND NOT p.is_paid)
        OR (c.state = 'in-payout' AND p.is_paid AND p.sum = c.amount_fen + c.beside_fen))`,
  },
  {
    cause: 'payout-twice',
    words: '同一笔互助金有两笔有效的付款',
    query: (officeId) => sql`
      SELECT 'claim' AS object_kind, claim_id AS object_id, min(amount_fen) AS expected_fen, sum(amount_fen) AS found_fen
      FROM tenant.payout WHERE office_id = ${officeId} AND state IN ('made', 'sent', 'paid')
      GROUP BY claim_id, share HAVING count(*) > 1`,
  },
  {
    cause: 'payout-sent-posting',
    words: '送交银行的付款与账上的在途互助金不一致',
    query: (officeId) => payoutPosting(officeId, 'payout-sent', sql`p.state IN ('sent', 'paid', 'returned')`),
  },
  {
    cause: 'payout-paid-posting',
    words: '已付的互助金与账上的银行付款不一致',
    query: (officeId) => payoutPosting(officeId, 'payout-paid', sql`p.paid_on IS NOT NULL`),
  },
  {
    cause: 'payout-returned-posting',
    words: '退汇的互助金与账上的退汇不一致',
    query: (officeId) => payoutPosting(officeId, 'payout-returned', sql`coalesce(p.return_kind = 'returned', false)`),
  },
  {
    cause: 'payout-refused-posting',
    words: '银行没有付出的互助金与账上转回的不一致',
    query: (officeId) => payoutPosting(officeId, 'payout-refused', sql`coalesce(p.return_kind = 'refused', false)`),
  },
  {
    cause: 'batch-total',
    words: '付款批次的笔数或合计与逐笔不一致',
    query: (officeId) => sql`
      SELECT 'payout-batch' AS object_kind, b.id AS object_id, b.total_fen AS expected_fen,
        coalesce(sum(p.amount_fen), 0) AS found_fen
      FROM tenant.payout_batch b
      LEFT JOIN tenant.payout p ON p.office_id = b.office_id AND p.made_on = b.made_on AND p.batch_id = b.id
      WHERE b.office_id = ${officeId}
      GROUP BY b.office_id, b.id HAVING coalesce(sum(p.amount_fen), 0) <> b.total_fen OR count(p.id) <> b.payout_count`,
  },
  {
    cause: 'payout-not-on-statement',
    words: '已付的互助金在已导入的银行流水里没有找到',
    query: (officeId) => sql`
      SELECT 'payout' AS object_kind, p.id AS object_id, p.amount_fen AS expected_fen, 0 AS found_fen
      FROM tenant.payout p
      WHERE p.office_id = ${officeId} AND p.paid_on IS NOT NULL
        AND p.paid_on < (SELECT max(posted_on) FROM tenant.bank_entry WHERE office_id = ${officeId})
        AND NOT EXISTS (SELECT FROM tenant.bank_explanation x WHERE x.office_id = p.office_id AND x.direction = 'debit'
          AND x.object_id IN (p.id, p.batch_id))`,
  },
  {
    cause: 'recovery-posting',
    words: '追回的决定或收回与账上的不一致',
    query: (officeId) => sql`
      SELECT 'recovery' AS object_kind, r.id AS object_id, r.amount_fen + r.received_fen AS expected_fen,
        coalesce(k.decided, 0) + coalesce(k.received, 0) AS found_fen
      FROM tenant.recovery r
      LEFT JOIN (SELECT object_id, sum(amount_fen) FILTER (WHERE event = 'recovery-decided') AS decided,
          sum(amount_fen) FILTER (WHERE event <> 'recovery-decided') AS received
        FROM tenant.ledger_posting_key WHERE office_id = ${officeId}
          AND event IN ('recovery-decided', 'recovery-received', 'recovery-set-off')
        GROUP BY object_id) k ON k.object_id = r.id
      WHERE r.office_id = ${officeId} AND r.state IN ('decided', 'received')
        AND (coalesce(k.decided, 0) <> r.amount_fen OR coalesce(k.received, 0) <> r.received_fen)`,
  },
  {
    cause: 'refund-posting',
    words: '已付的退费与账上的退付不一致',
    query: (officeId) => sql`
      SELECT 'refund' AS object_kind, r.id AS object_id, CASE r.state WHEN 'paid' THEN r.amount_fen ELSE 0 END AS expected_fen,
        coalesce(k.amount_fen, 0) AS found_fen
      FROM tenant.contribution_refund r
      LEFT JOIN tenant.ledger_posting_key k ON k.office_id = r.office_id AND k.object_id = r.id
        AND k.event = 'contribution-refunded' AND k.occurrence = 0 AND k.line = 0
      WHERE r.office_id = ${officeId}
        AND coalesce(k.amount_fen, 0) <> CASE r.state WHEN 'paid' THEN r.amount_fen ELSE 0 END`,
  },
];
