import { Select } from 'antd';
import type { ReactElement } from 'react';
import type { ClaimAsTold } from '#contracts/member-claims.ts';
import { LongTextField } from '#web/app/form.tsx';
import { EXAMINING } from '#web/desk/claim/desk-texts.ts';
import { popupContainer } from '#web/ui/sheet.tsx';

const { evidence: texts } = EXAMINING;

export interface TypedEvidence {
  readonly documentId: string;
  readonly text: string;
}

export const NO_EVIDENCE: TypedEvidence = { documentId: '', text: '' };

export function isEvidence({ documentId, text }: TypedEvidence): boolean {
  return documentId !== '' || text.trim() !== '';
}

/** As the interface takes it. */
export function evidenceOf({ documentId, text }: TypedEvidence): {
  readonly documentId?: string;
  readonly text: string;
} {
  return { ...(documentId === '' ? {} : { documentId }), text: text.trim() };
}

interface EvidenceFieldsProps {
  readonly id: string;
  readonly documents: ClaimAsTold['documents'];
  readonly nameOf: (material: string) => string;
  readonly value: TypedEvidence;
  readonly onChange: (value: TypedEvidence) => void;
}

/** On what a reviewer rests: a paper of the claim, words, or both. */
export function EvidenceFields({ id, documents, nameOf, value, onChange }: EvidenceFieldsProps): ReactElement {
  return (
    <>
      {documents.length === 0 ? null : (
        <div className="tz-field">
          <label className="tz-field__label" htmlFor={`${id}-paper`}>
            {texts.paper}
          </label>
          <Select
            id={`${id}-paper`}
            getPopupContainer={popupContainer}
            value={value.documentId}
            options={[
              { value: '', label: texts.noPaper },
              ...documents.map(({ documentId, material, fileName }) => ({
                value: documentId,
                label: `${nameOf(material)} · ${fileName}`,
              })),
            ]}
            onChange={(documentId) => onChange({ ...value, documentId })}
          />
        </div>
      )}
      <LongTextField
        path={`${id}-text`}
        label={texts.text}
        hint={texts.hint}
        value={value.text}
        onChange={(text) => onChange({ ...value, text: text })}
        maxLength={1000}
      />
    </>
  );
}
