import { formatDate, shanghaiDay } from '#kernel/civil-date.ts';
import { plainYuan } from '#kernel/money.ts';
import { PAYOUT_PURPOSE, type PayoutFileHead, type PayoutLine } from './payout-file.ts';

/**
 * A batch as pain.001.001.09 (ISO 20022, customer credit transfer initiation), piece by piece: never more than the lines
 * under way in memory. Names and their order are those of the schema; banks are named by their CNAPS number where it is
 * known.
 */
export async function* writePain001(
  head: PayoutFileHead,
  lines: AsyncIterable<readonly PayoutLine[]>,
): AsyncGenerator<string> {
  const { batchNumber, createdAt, count, totalFen, payer } = head;
  const sums = `<NbOfTxs>${count}</NbOfTxs><CtrlSum>${plainYuan(totalFen)}</CtrlSum>`;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn>\n' +
    `<GrpHdr><MsgId>${text(batchNumber, 35)}</MsgId><CreDtTm>${new Date(createdAt).toISOString()}</CreDtTm>${sums}` +
    `<InitgPty><Nm>${text(payer.name, 140)}</Nm></InitgPty></GrpHdr>\n` +
    `<PmtInf><PmtInfId>${text(batchNumber, 35)}</PmtInfId><PmtMtd>TRF</PmtMtd><BtchBookg>true</BtchBookg>${sums}` +
    `<ReqdExctnDt><Dt>${formatDate(shanghaiDay(createdAt))}</Dt></ReqdExctnDt>` +
    `<Dbtr><Nm>${text(payer.name, 140)}</Nm></Dbtr>${account('DbtrAcct', payer.number)}` +
    `${bank('DbtrAgt', payer.bankName, payer.bankNumber)}\n`;
  for await (const some of lines) yield some.map(transfer).join('');
  yield '</PmtInf></CstmrCdtTrfInitn></Document>\n';
}

function transfer({ endToEndId, amountFen, holder, cardNumber, bankName, bankNumber }: PayoutLine): string {
  return (
    `<CdtTrfTxInf><PmtId><EndToEndId>${text(endToEndId, 35)}</EndToEndId></PmtId>` +
    `<Amt><InstdAmt Ccy="CNY">${plainYuan(amountFen)}</InstdAmt></Amt>` +
    `${bankName === '' && bankNumber === '' ? '' : bank('CdtrAgt', bankName, bankNumber)}` +
    `<Cdtr><Nm>${text(holder, 140)}</Nm></Cdtr>${account('CdtrAcct', cardNumber)}` +
    `<RmtInf><Ustrd>${PAYOUT_PURPOSE}</Ustrd></RmtInf></CdtTrfTxInf>\n`
  );
}

function account(element: string, number: string): string {
  return `<${element}><Id><Othr><Id>${text(number, 34)}</Id></Othr></Id><Ccy>CNY</Ccy></${element}>`;
}

function bank(element: string, name: string, number: string): string {
  const member =
    number === '' ? '' : `<ClrSysMmbId><ClrSysId><Cd>CNAPS</Cd></ClrSysId><MmbId>${number}</MmbId></ClrSysMmbId>`;
  const named = name === '' ? '' : `<Nm>${text(name, 140)}</Nm>`;
  return `<${element}><FinInstnId>${member}${named}</FinInstnId></${element}>`;
}

/** Characters that XML 1.0 has no place for, and those that stand for something in it. */
function text(value: string, longest: number): string {
  return [...value.toWellFormed().replace(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, '')]
    .slice(0, longest)
    .join('')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}
