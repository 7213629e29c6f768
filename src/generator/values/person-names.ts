import { type Dice, pick } from '#generator/dice.ts';
import { NAME_DOT } from '#kernel/person-name.ts';
import type { Sex } from '#kernel/resident-id.ts';

/** Surnames of Zhoukou, the frequent ones as often as in about 150 persons. */
const SURNAMES: readonly string[] = Array.from(
  '王王王王王王王王王王王王王张张张张张张张张张张张张李李李李李李李李李李李刘刘刘刘刘刘刘刘赵赵赵赵赵陈陈陈陈杨杨杨杨孙孙孙周周周徐徐徐' +
    '马马马朱朱朱胡胡胡郭郭郭高高高何何林林罗罗郑郑梁梁宋宋谢谢韩韩唐冯于董董萧程程曹曹袁袁邓许许傅沈曾彭吕吕苏卢卢蒋蔡贾丁魏薛叶阎余潘杜戴夏' +
    '钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文单翟仝逯祁耿',
);

const COMPOUND_SURNAMES: readonly string[] = ['欧阳', '欧阳', '欧阳', '上官', '司马', '诸葛', '皇甫', '夏侯', '令狐'];

const GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  male: Array.from(
    '伟强磊军洋勇杰涛超明刚平辉鹏华飞波斌宇浩凯建国文志海林峰永俊东生新春福学成龙振家宏光瑞豪轩博航源松柏坤亮利民',
  ),
  female: Array.from(
    '芳娜敏静秀丽艳娟霞玲桂英华玉萍红梅莹雪琳晶洁云莲真环爱妹香月莺媛瑞凡佳嘉琼勤珍贞莉怡婷雨思欣晨菊兰凤巧燕涵梓',
  ),
};

/** Outside the base block, or in it and on few keyboards. */
const RARE: readonly string[] = ['䶮', '㛃', '㺸', '堃', '喆', '垚', '翀', '𬭎', '𬱖', '𠅤'];

const ETHNIC_GIVEN: Readonly<Record<Sex, readonly string[]>> = {
  male: ['阿卜杜拉', '买买提', '艾尔肯', '库尔班', '巴图', '吐尔逊'],
  female: ['古丽娜尔', '阿依努尔', '热依汗', '其其格', '帕提古丽', '阿依古丽'],
};
const ETHNIC_FAMILY: readonly string[] = ['买买提', '吐尔逊', '阿不都热合曼', '艾合买提', '依明', '赛买提'];

/** A plausible name as an identity card prints it: mostly three characters, some two, few compound, rare or with a dot. */
export function personName(dice: Dice, sex: Sex): string {
  if (dice.oneIn(300)) return pick(dice, ETHNIC_GIVEN[sex]) + NAME_DOT + pick(dice, ETHNIC_FAMILY);
  const surname = pick(dice, dice.oneIn(150) ? COMPOUND_SURNAMES : SURNAMES);
  const first = pick(dice, dice.oneIn(200) ? RARE : GIVEN[sex]);
  return dice.oneIn(6) ? surname + first : surname + first + pick(dice, GIVEN[sex]);
}
