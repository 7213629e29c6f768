import sql, { type Sql } from 'sql-template-tag';
import { ACCOUNTS, type AccountName } from '#modules/ledger/index.ts';
import type { ChainCheck } from './check.ts';

/** What an account holds, on its normal side, by what its balances and unfolded movements say. */
function balanceOf(officeId: string, name: AccountName): Sql {
  const { code, normalSide } = ACCOUNTS[name];
  const sign = normalSide === 'debit' ? 1 : -1;
  return sql`(${sign}::bigint * (
    (SELECT coalesce(sum(debit_fen - credit_fen), 0) FROM tenant.ledger_month_balance
      WHERE office_id = ${officeId} AND account = ${code})
    + (SELECT coalesce(sum(CASE WHEN debit = ${code} THEN amount_fen ELSE -amount_fen END), 0) FROM tenant.ledger_movement
      WHERE office_id = ${officeId} AND (debit = ${code} OR credit = ${code}))))`;
}

/** An account that must hold exactly what the rows that it stands for come to. */
function accountCheck(name: AccountName, words: string, expected: (officeId: string) => Sql): ChainCheck {
  return {
    cause: `account-${ACCOUNTS[name].code}`,
    words: `账上“${ACCOUNTS[name].name}”的余额与${words}不一致`,
    query: (officeId) => sql`
      SELECT 'account' AS object_kind, NULL::uuid AS object_id, expected AS expected_fen, found AS found_fen
      FROM (SELECT ${expected(officeId)}::bigint AS expected, ${balanceOf(officeId, name)}::bigint AS found) AS sides
      WHERE expected <> found`,
  };
}

/** The ledger in itself, with the bank's statements, and with what each account stands for. */
export const LEDGER_CHECKS: readonly ChainCheck[] = [
  {
    cause: 'entry-changed',
    words: '分录与记账时留下的记录不一致：被改动、被删除，或不是由程序记的',
    query: (officeId) => sql`
      SELECT coalesce(e.object_kind, 'ledger-entry') AS object_kind, coalesce(k.object_id, e.object_id) AS object_id,
        k.amount_fen AS expected_fen, e.amount_fen AS found_fen
      FROM (SELECT * FROM tenant.ledger_posting_key WHERE office_id = ${officeId}) k
      FULL JOIN (SELECT * FROM tenant.ledger_entry WHERE office_id = ${officeId} AND kind <> 'reversal') e
        ON e.object_id = k.object_id AND e.event = k.event AND e.occurrence = k.occurrence AND e.line = k.line
          AND e.on_day = k.on_day
      WHERE e.amount_fen IS DISTINCT FROM k.amount_fen`,
  },
  {
    cause: 'balance-folded',
    words: '汇总的余额与逐笔分录不一致',
    query: (officeId) => sql`
      WITH entries AS (
        SELECT account, sum(amount) AS amount FROM (
          SELECT debit AS account, amount_fen AS amount FROM tenant.ledger_entry WHERE office_id = ${officeId}
          UNION ALL SELECT credit, -amount_fen FROM tenant.ledger_entry WHERE office_id = ${officeId}) AS e GROUP BY account
      ), balances AS (
        SELECT account, sum(amount) AS amount FROM (
          SELECT account, debit_fen - credit_fen AS amount FROM tenant.ledger_month_balance WHERE office_id = ${officeId}
          UNION ALL SELECT debit, amount_fen FROM tenant.ledger_movement WHERE office_id = ${officeId}
          UNION ALL SELECT credit, -amount_fen FROM tenant.ledger_movement WHERE office_id = ${officeId}) AS b GROUP BY account
      )
      SELECT 'account' AS object_kind, NULL::uuid AS object_id, coalesce(e.amount, 0) AS expected_fen,
        coalesce(b.amount, 0) AS found_fen
      FROM entries e FULL JOIN balances b USING (account) WHERE coalesce(e.amount, 0) <> coalesce(b.amount, 0)`,
  },
  {
    cause: 'statement-posting',
    words: '银行流水的一笔没有按同样的金额入账',
    query: (officeId) => sql`
      SELECT 'bank-entry' AS object_kind, e.id AS object_id, e.amount_fen AS expected_fen, coalesce(k.sum, 0) AS found_fen
      FROM tenant.bank_entry e
      LEFT JOIN (SELECT object_id, sum(amount_fen) AS sum FROM tenant.ledger_posting_key
        WHERE office_id = ${officeId} AND event IN ('credit-received', 'debit-unexplained', 'bank-charged', 'credit-reversed')
        GROUP BY object_id) k ON k.object_id = e.id
      WHERE e.office_id = ${officeId} AND coalesce(k.sum, 0) <> e.amount_fen`,
  },
  {
    cause: 'explanation-posting',
    words: '已说明的流水没有按同样的金额冲抵',
    query: (officeId) => sql`
      SELECT 'bank-entry' AS object_kind, x.entry_id AS object_id, x.amount_fen AS expected_fen,
        coalesce(k.amount_fen, 0) AS found_fen
      FROM tenant.bank_explanation x
      LEFT JOIN tenant.ledger_posting_key k ON k.office_id = x.office_id AND k.object_id = x.id
        AND k.event = CASE x.direction WHEN 'debit' THEN 'debit-explained' ELSE 'credit-explained' END
      WHERE x.office_id = ${officeId} AND coalesce(k.amount_fen, 0) <> x.amount_fen`,
  },
  {
    cause: 'match-posting',
    words: '到账的匹配没有按同样的金额入账',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, a.order_id AS object_id,
        CASE WHEN a.undone_at IS NULL THEN a.amount_fen ELSE 0 END AS expected_fen, coalesce(k.sum, 0) AS found_fen
      FROM tenant.allocation a
      LEFT JOIN (SELECT object_id, sum(CASE event WHEN 'credit-matched' THEN amount_fen ELSE -amount_fen END) AS sum
        FROM tenant.ledger_posting_key WHERE office_id = ${officeId} AND event IN ('credit-matched', 'match-undone')
        GROUP BY object_id) k ON k.object_id = a.id
      WHERE a.office_id = ${officeId}
        AND coalesce(k.sum, 0) <> CASE WHEN a.undone_at IS NULL THEN a.amount_fen ELSE 0 END`,
  },
  {
    cause: 'earning-posting',
    words: '已计提的会费与账上的会费收入不一致',
    query: (officeId) => sql`
      SELECT 'contribution-order' AS object_kind, coalesce(e.order_id, k.object_id) AS object_id,
        coalesce(e.earned_fen, 0) AS expected_fen, coalesce(k.sum, 0) AS found_fen
      FROM (SELECT order_id, earned_fen FROM tenant.contribution_earning WHERE office_id = ${officeId}) e
      FULL JOIN (SELECT object_id, sum(amount_fen) AS sum FROM tenant.ledger_posting_key
        WHERE office_id = ${officeId} AND event = 'contribution-earned' GROUP BY object_id) k ON k.object_id = e.order_id
      WHERE coalesce(e.earned_fen, 0) <> coalesce(k.sum, 0)`,
  },
  accountCheck(
    'bank',
    '银行流水（减去流水里还没有的付款）',
    (officeId) => sql`(
      (SELECT coalesce(sum(CASE direction WHEN 'credit' THEN amount_fen ELSE -amount_fen END), 0) FROM tenant.bank_entry
        WHERE office_id = ${officeId})
      - (SELECT coalesce(sum(p.amount_fen), 0) FROM tenant.payout p
        WHERE p.office_id = ${officeId} AND p.paid_on IS NOT NULL AND NOT EXISTS (
          SELECT FROM tenant.bank_explanation x WHERE x.office_id = p.office_id AND x.direction = 'debit'
            AND x.object_id IN (p.id, p.batch_id))))`,
  ),
  accountCheck(
    'unmatchedReceipts',
    '还没有匹配的到账',
    (officeId) => sql`(SELECT coalesce(sum(amount_fen - matched_fen), 0) FROM tenant.bank_entry
      WHERE office_id = ${officeId} AND direction = 'credit' AND state <> 'reversed')`,
  ),
  accountCheck(
    'benefitsPayable',
    '已核准、还没有送交银行的互助金',
    (officeId) => sql`(
      -- what was paid above a ruling was owed when it was paid
      (SELECT coalesce(sum(amount_fen + excess_fen), 0) FROM tenant.claim
        WHERE office_id = ${officeId} AND (state IN ('approved', 'in-payout', 'paid', 'returned') OR excess_fen > 0))
      - (SELECT coalesce(sum(set_off_fen), 0) FROM tenant.recovery WHERE office_id = ${officeId})
      - (SELECT coalesce(sum(amount_fen), 0) FROM tenant.payout
        WHERE office_id = ${officeId} AND state IN ('sent', 'paid')))`,
  ),
  accountCheck(
    'benefitsInTransit',
    '送交银行、还没有结果的付款',
    (officeId) => sql`(SELECT coalesce(sum(amount_fen), 0) FROM tenant.payout
      WHERE office_id = ${officeId} AND state = 'sent')`,
  ),
  accountCheck(
    'recoveriesReceivable',
    '已决定、还没有收回的追回',
    (officeId) => sql`(SELECT coalesce(sum(amount_fen - received_fen), 0) FROM tenant.recovery
      WHERE office_id = ${officeId} AND state IN ('decided', 'received'))`,
  ),
  accountCheck(
    'refundsPayable',
    '应退、还没有付出的会费',
    (officeId) => sql`(
      (SELECT coalesce(sum(o.refund_fen), 0) FROM tenant.contribution_order o
        WHERE o.office_id = ${officeId} AND o.state IN ('completed', 'in-force') AND NOT EXISTS (
          SELECT FROM tenant.contribution_refund r
          WHERE r.office_id = o.office_id AND r.order_id = o.id AND r.state = 'paid'))
      + (SELECT coalesce(sum(amount_fen), 0) FROM tenant.contribution_refund
        WHERE office_id = ${officeId} AND entry_id IS NOT NULL AND state = 'approved'))`,
  ),
  accountCheck(
    'unexplainedPayments',
    '还没有说明的银行付款',
    (officeId) => sql`(SELECT coalesce(sum(amount_fen - matched_fen), 0) FROM tenant.bank_entry
      WHERE office_id = ${officeId} AND direction = 'debit' AND state <> 'bank-charge')`,
  ),
  {
    cause: 'voucher-posting',
    words: '已记账的凭证与账上的分录不一致',
    query: (officeId) => sql`
      SELECT 'voucher' AS object_kind, v.id AS object_id, v.total_fen AS expected_fen, coalesce(e.sum, 0) AS found_fen
      FROM tenant.voucher v
      LEFT JOIN LATERAL (SELECT sum(amount_fen) AS sum FROM tenant.ledger_entry e
        WHERE e.office_id = v.office_id AND e.object_id = coalesce(v.reverses_id, v.id)
          AND (e.kind = 'reversal') = (v.kind = 'reversal')) e ON true
      WHERE v.office_id = ${officeId} AND v.state = 'posted' AND coalesce(e.sum, 0) <> v.total_fen`,
  },
];
