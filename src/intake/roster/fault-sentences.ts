import type { RosterFaultCode } from '#intake/roster/roster.ts';
import type { Repair } from '#kernel/safe-text.ts';
import type { AgeRefusal } from '#scheme/joining/eligibility.ts';

/** What is wrong and what to do, for each fault that needs no figures in its sentence. */
export const SENTENCES: Readonly<
  Record<
    Exclude<
      RosterFaultCode,
      | 'id-duplicate'
      | 'sex-differs-from-id'
      | 'age-under'
      | 'age-over'
      | 'age-over-delayed-retirement-not-admitted'
      | 'standing-roster'
      | 'standing-cover'
    >,
    string
  >
> = {
  'name-missing': '没有姓名，请补填',
  'name-lost-character': '姓名里有显示不出来的字（多为生僻字），请按身份证重新输入',
  'name-characters': '姓名里有不该出现的字符（数字、标点等），请按身份证填写',
  'name-length': '姓名字数不对，请按身份证填写全名',
  'sex-missing': '没有性别，请填“男”或“女”',
  'sex-unknown': '性别只能填“男”或“女”，请改正',
  'id-missing': '没有身份证号，请补填',
  'id-damaged':
    '身份证号被 Excel 当作数字处理，后几位已经丢失，无法还原。请先把这一列设为“文本”格式，再重新输入 18 位号码',
  'id-fifteen-digits': '这是 15 位的旧号码，2013 年起已停用，请填 18 位身份证号',
  'id-length': '身份证号应为 18 位，请核对是否少输或多输',
  'id-characters': '身份证号应为 17 位数字加 1 位数字或 X，请核对',
  'id-birth-date': '身份证号里的出生日期不存在或晚于提交日，请对照身份证核对第 7 至 14 位',
  'id-check-digit': '身份证号校验不通过，有一位输错或两位颠倒，请对照身份证逐位核对',
  'phone-missing': '没有手机号，请补填',
  'phone-damaged': '手机号被 Excel 当作数字处理，已看不到完整号码。请把这一列设为“文本”格式，再重新输入',
  'phone-characters': '手机号只能有数字，请改正',
  'phone-length': '手机号应为 11 位，请核对是否少输或多输',
  'phone-prefix': '手机号应以 13 至 19 开头，请核对（不收固定电话和境外号码）',
  'remark-length': '备注超过 200 个字，请缩短',
  'cell-error': '单元格里是公式错误值，请改填实际内容',
};

export const LONGEST_REMARK = 200;

export function ageSentence(refusal: AgeRefusal): string {
  switch (refusal.code) {
    case 'under-age':
      return `提交名单当天 ${refusal.age} 周岁，不满 ${refusal.youngestAge} 周岁，不能参加；请核对身份证号，无误则删去此行`;
    case 'over-age':
      return `提交名单当天 ${refusal.age} 周岁，超过 ${refusal.oldestAge} 周岁，不能参加；按国家政策延迟退休的，请在备注填“延迟退休”`;
    case 'over-age-without-exception':
      return `提交名单当天 ${refusal.age} 周岁，超过 ${refusal.oldestAge} 周岁，不能参加（本活动不适用延迟退休）；请核对身份证号，无误则删去此行`;
  }
}

export const AGE_CODES: Readonly<Record<AgeRefusal['code'], RosterFaultCode>> = {
  'under-age': 'age-under',
  'over-age': 'age-over',
  'over-age-without-exception': 'age-over-delayed-retirement-not-admitted',
};

export function sexSentence(stated: '男' | '女', byId: '男' | '女'): string {
  return `性别填的是“${stated}”，身份证号显示为“${byId}”，两处不一致；请核对哪一处填错`;
}

export function duplicateSentence(firstRow: number): string {
  return `身份证号与第 ${firstRow} 行重复，同一人只能填一行；请删去多余的一行，或改正填错的号码`;
}

const REPAIRED: Readonly<Record<Repair, string>> = {
  'full-width': '全角字符改为半角',
  spaces: '去掉空格和看不见的字符',
  'lower-case': '小写字母改为大写',
  'leading-apostrophe': '去掉开头的撇号',
  'look-alike': '形近的部首字符改为正常汉字',
  'name-dot': '姓名中的点统一为“·”',
};

export function repairSentence(repairs: readonly Repair[]): string {
  return repairs.map((repair) => REPAIRED[repair]).join('，');
}
