import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  findRotations,
  type RotateKeyRefusal,
  type RotationRecord,
  type RotationStep,
  rotateKey,
} from '#modules/keys/index.ts';
import { systemClock } from '#platform/clock.ts';
import type { KeyPurpose, KeyRing } from '#platform/cryptography/key-ring.ts';
import { KEY_RING_VARIABLE } from '#platform/cryptography/key-ring-source.ts';
import { installationFromEnvironment, openInstallation } from '#platform/installation/open-installation.ts';
import type { Platform } from '#platform/platform.ts';
import { type Command, type CommandStreams, EXIT } from '../command.ts';
import { Misuse } from '../misuse.ts';

const root = join(import.meta.dirname, '../../..');

const HELP = `用法：tongzhou keys status
      tongzhou keys rotate <sealing|lookup|token> [--settle <秒>]

status  各种密钥的版本，轮换到了哪一步。
rotate  换一把新密钥，服务不停。中途断了，再执行一次就接着做。
        sealing  加密各人密钥和其他内容的密钥
        lookup   按证件号、手机号、卡号查找用的密钥
        token    按姓名查找用的密钥

开始之前，先把密钥环文件和数据库各备份一份，分开存放；换完之后再备份一次。
详见 docs/operations/keys.md。

  --settle <秒>   每改一次密钥环文件后等多久，让所有程序都读到（默认 3 秒）。
                  多台机器各有一份文件时，要长到足以把文件送到每一台。

数据库地址取自 DATABASE_URL，没有时用数据文件夹（TONGZHOU_DATA，默认 var）里的。

退出码：0 做完；1 没有做成；2 用法不对。
`;

const PURPOSES: Readonly<Record<KeyPurpose, string>> = {
  sealing: '加密',
  lookup: '号码查找',
  token: '姓名查找',
};

const STEPS: Readonly<Record<RotationStep, string>> = {
  add: '把新密钥加进密钥环',
  fill: '给每一行补上新密钥的查找值',
  promote: '改用新密钥',
  reseal: '把旧密钥加密的内容改用新密钥加密',
  retire: '从密钥环去掉旧密钥',
  clear: '清除旧密钥的查找值',
};

const DEFAULT_SETTLE_SECONDS = 3;
/** Programs look at the file every second. */
const SHORTEST_SETTLE_SECONDS = 2;
const LONGEST_SETTLE_SECONDS = 86_400;

/** Shows the keys' versions and rotates one while the service runs. */
export const keysCommand: Command = {
  help: HELP,
  run: async (args, streams) => {
    const request = readKeysRequest(args);
    const opened = await openInstallation({ ...installationFromEnvironment(process.env, root), clock: systemClock });
    if (!opened.ok) throw new Misuse(opened.error.message.replace(/。$/, ''));
    try {
      return await runKeys(opened.value, request, streams);
    } finally {
      await opened.value.close();
    }
  },
};

export type KeysRequest =
  | { readonly action: 'status' }
  | { readonly action: 'rotate'; readonly purpose: KeyPurpose; readonly settleMs: number };

/** What the command line asks for. @throws Misuse */
export function readKeysRequest(args: readonly string[]): KeysRequest {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { settle: { type: 'string' } },
    allowPositionals: true,
  });
  const [action, purpose, further] = positionals;
  if (action === 'status' && purpose === undefined && values.settle === undefined) return { action };
  if (action !== 'rotate' || further !== undefined) throw new Misuse('要写明做什么：status，或 rotate 加密钥的种类');
  if (purpose === undefined || !isPurpose(purpose)) throw new Misuse('密钥的种类应当是 sealing、lookup 或 token');
  const seconds = values.settle === undefined ? DEFAULT_SETTLE_SECONDS : Number(values.settle);
  if (!(seconds >= SHORTEST_SETTLE_SECONDS && seconds <= LONGEST_SETTLE_SECONDS)) {
    throw new Misuse(`--settle 应当是 ${SHORTEST_SETTLE_SECONDS} 到 ${LONGEST_SETTLE_SECONDS} 之间的秒数`);
  }
  return { action, purpose, settleMs: seconds * 1_000 };
}

/** Does it on an open installation. */
export async function runKeys(
  { platform, keyRingFile }: { readonly platform: Platform; readonly keyRingFile: string | undefined },
  request: KeysRequest,
  { stdout, stderr }: Pick<CommandStreams, 'stdout' | 'stderr'>,
): Promise<number> {
  if (request.action === 'status') {
    stdout.write(describeKeys(platform.ring(), await findRotations(platform)));
    return EXIT.ok;
  }
  if (keyRingFile === undefined) {
    stderr.write(
      `密钥环来自环境变量 ${KEY_RING_VARIABLE}，正在运行的程序看不到它的改变，不能这样轮换。请先改用密钥环文件（docs/operations/keys.md）。\n`,
    );
    return EXIT.faults;
  }
  const { purpose, settleMs } = request;
  const rotated = await rotateKey(platform, {
    purpose,
    ringFile: keyRingFile,
    settleMs,
    sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onStep: (step) => stdout.write(`${STEPS[step]}…\n`),
  });
  if (!rotated.ok) {
    stderr.write(`${describeRefusal(rotated.error)}\n`);
    return EXIT.faults;
  }
  stdout.write(
    `${PURPOSES[purpose]}密钥已换成第 ${rotated.value.toVersion} 版。请现在把密钥环文件 ${keyRingFile} 另外备份一份。\n`,
  );
  return EXIT.ok;
}

function describeKeys(ring: KeyRing, rotations: readonly RotationRecord[]): string {
  const lines = Object.entries(PURPOSES).map(([purpose, name]) => {
    const { current, versions } = ring.keys[purpose as KeyPurpose];
    const others = versions.filter(({ version }) => version !== current).map(({ version }) => `第 ${version} 版`);
    const held = others.length === 0 ? '' : `，另有${others.join('、')}`;
    const unfinished = rotations.find((each) => each.purpose === purpose && each.finishedAt === null);
    const state =
      unfinished === undefined
        ? '没有进行中的轮换'
        : `换到第 ${unfinished.toVersion} 版的轮换没有做完，已处理 ${unfinished.touched} 行，再执行 rotate ${purpose} 接着做`;
    return `${purpose.padEnd(8)}${name}密钥：第 ${current} 版${held}；${state}。\n`;
  });
  return lines.join('');
}

function describeRefusal(refusal: RotateKeyRefusal): string {
  switch (refusal.code) {
    case 'rotation-elsewhere':
      return '另一个程序正在轮换密钥，请等它做完。';
    case 'ring-unusable':
      return refusal.message;
    case 'rotation-impossible':
      return `密钥环现在的状态不能轮换（${refusal.fault}），什么也没有改。请用 tongzhou keys status 查看，并核对密钥环文件是不是最新的一份。`;
  }
}

function isPurpose(text: string): text is KeyPurpose {
  return Object.hasOwn(PURPOSES, text);
}
