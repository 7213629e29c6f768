import { describe, expect, test } from 'vitest';
import { normalisePayerName } from '#intake/bank-statement/payer-name.ts';

describe('a payer’s name', () => {
  test.each([
    ['周口市颍河食品有限公司', '周口市颍河食品有限公司'],
    ['周口市颍河食品有限公司工会', '周口市颍河食品有限公司'],
    ['周口市颍河食品有限公司工会委员会', '周口市颍河食品有限公司'],
    ['周口市颍河食品有限公司基层工会委员会', '周口市颍河食品有限公司'],
    ['周口市颍河食品有限公司工会基层委员会', '周口市颍河食品有限公司'],
    ['周口市颍河食品有限公司（工会）', '周口市颍河食品有限公司'],
    [' 周口市颍河食品\u3000有限公司 ', '周口市颍河食品有限公司'],
    ['中国教育工会周口师范学院委员会', '周口师范学院'],
    ['中国教育工会周口师范学院基层委员会', '周口师范学院'],
    ['ａｂｃ（周口）有限责任公司', 'ABC(周口)有限责任公司'],
    ['河南〔周口〕公司', '河南(周口)公司'],
  ])('%s is compared as %s', (written, compared) => {
    expect(normalisePayerName(written)).toBe(compared);
  });

  test('keeps apart what are bodies of their own', () => {
    expect(normalisePayerName('周口市总工会')).toBe('周口市总工会');
    expect(normalisePayerName('川汇区工会联合会')).toBe('川汇区工会联合会');
    expect(normalisePayerName('某某有限责任公司')).not.toBe(normalisePayerName('某某有限公司'));
    expect(normalisePayerName('工会委员会')).toBe('工会委员会');
    expect(normalisePayerName('')).toBe('');
  });
});
