import { Shuffle } from '#generator/shuffle.ts';
import { PLACES } from '#generator/values/regions.ts';
import type { ProgramId } from '#scheme/case.ts';

const FIRST = Array.from('华瑞恒鑫金宏盛泰和德天嘉豫颍沙鸿东方中新永万安福百顺同亿众博');
const SECOND = Array.from('丰达源隆通远兴旺润康利成泽耀辉庆诚信业腾飞河城山林海联创');

const TRADES: Readonly<Record<ProgramId, readonly string[]>> = {
  'henan-inpatient': [
    ...[
      '食品',
      '纺织',
      '服装',
      '制鞋',
      '皮革',
      '味精',
      '面粉',
      '药业',
      '医疗器械',
      '包装',
      '印刷',
      '建筑工程',
      '建材',
      '化工',
    ],
    ...[
      '机械制造',
      '汽车零部件',
      '电子科技',
      '新能源',
      '农业发展',
      '种业',
      '商贸',
      '百货',
      '物业服务',
      '酒店管理',
      '供水',
      '燃气',
      '公交',
    ],
  ],
  'national-accident': ['同城配送', '货运', '网约车服务', '快递服务', '外卖配送', '供应链管理', '家政服务', '代驾服务'],
};

/** Names of units, none twice: at most {@link UnitNames.count} of them for a program. */
export class UnitNames {
  readonly count: number;
  private readonly trades: readonly string[];
  private readonly order: Shuffle;

  constructor(seed: number, program: ProgramId) {
    this.trades = TRADES[program];
    this.count = FIRST.length * SECOND.length * this.trades.length;
    this.order = new Shuffle(this.count, seed);
  }

  /** The name at a place of the list; the place in the city, where it has one, stands in front of the rest. */
  at(index: number, place: string | undefined): string {
    const number = this.order.at(index);
    const trade = this.trades[number % this.trades.length] ?? '';
    const rest = Math.floor(number / this.trades.length);
    const name = `${FIRST[rest % FIRST.length]}${SECOND[Math.floor(rest / FIRST.length)]}`;
    return `${placePrefix(place)}${name}${trade}有限公司`;
  }
}

function placePrefix(place: string | undefined): string {
  const isRegistered = PLACES.some(({ name, region }) => name === place && !region.endsWith('00'));
  return place !== undefined && isRegistered ? place.replace(/区$/, '') : '周口市';
}
