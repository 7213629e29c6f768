export interface Diagnosis {
  readonly name: string;
  /** ICD-10, upper case; empty where none is given. */
  readonly code: string;
}

/** `J18.900`, `F32`, `I21.900x002`, also with the dagger and star of double coding. */
const ICD = /^[A-Z]\d{2}(?:\.?[0-9X]{1,4}(?:X\d{1,4})?)?[+*†]?$/i;

/**
 * 病种名称 as `肺炎|J18.900`, `J18.900 肺炎`, `肺炎（J18.900）`, or name and code in columns of their own.
 *
 * Of several diagnoses in one cell (separated by `;`) the first is the main one. A code column that has something wins
 * over a code in the name.
 */
export function splitDiagnosis(nameText: string, codeText: string): Diagnosis {
  const first = firstOf(nameText);
  const inName = separate(first);
  const code = firstOf(codeText);
  if (code === '') return inName;
  const inCode = separate(code);
  return {
    name: inName.name === '' ? inCode.name : inName.name,
    code: inCode.code === '' ? code.toUpperCase() : inCode.code,
  };
}

function firstOf(text: string): string {
  const plain = text.normalize('NFKC').trim();
  return (
    plain
      .split(/[;\n]/)
      .map((part) => part.trim())
      .find((part) => part !== '') ?? ''
  );
}

function separate(text: string): Diagnosis {
  const halves = text.split('|').map((half) => half.trim());
  const codeAt = halves.findIndex((half) => ICD.test(half));
  if (halves.length === 2 && codeAt >= 0) {
    return { name: halves[1 - codeAt] ?? '', code: (halves[codeAt] ?? '').toUpperCase() };
  }
  const parts = text.split(/[|()[\]【】]|\s+|(?<=\p{Script=Han}),|,(?=\p{Script=Han})/u).filter((part) => part !== '');
  const at = parts.findIndex((part) => ICD.test(part));
  if (at >= 0) {
    const rest = parts.filter((_, index) => index !== at && !ICD.test(parts[index] ?? ''));
    return { name: rest.join(' '), code: (parts[at] ?? '').toUpperCase() };
  }
  const glued = /^([A-Za-z]\d{2}(?:\.[0-9A-Za-z]+)?)(\p{Script=Han}.*)$/u.exec(text);
  if (glued !== null) return { name: glued[2] ?? '', code: (glued[1] ?? '').toUpperCase() };
  return { name: text, code: '' };
}
