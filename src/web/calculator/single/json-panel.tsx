import { Button } from 'antd';
import { type ReactElement, useState } from 'react';
import type { Decision } from '#scheme/decision.ts';
import { writeDecision } from '#scheme/write-decision.ts';
import { CALCULATOR } from '#web/calculator/texts.ts';
import { KIT } from '#web/ui/kit-texts.ts';

interface JsonPanelProps {
  readonly caseJson: unknown;
  readonly decision: Decision;
}

/** Case and decision in the format of the rules' page, to be checked by a program. */
export function JsonPanel({ caseJson, decision }: JsonPanelProps): ReactElement {
  const caseText = JSON.stringify(caseJson, null, 1);
  const decisionText = JSON.stringify(JSON.parse(writeDecision(decision)), null, 1);
  return (
    <details className="tz-card tz-json">
      <summary>{CALCULATOR.single.json}</summary>
      <p className="tz-quiet">{CALCULATOR.single.jsonIntro}</p>
      <JsonText title={CALCULATOR.single.caseJson} text={caseText} />
      <JsonText title={CALCULATOR.single.decisionJson} text={decisionText} />
    </details>
  );
}

function JsonText({ title, text }: { readonly title: string; readonly text: string }): ReactElement {
  const [told, setTold] = useState<string>();
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => setTold(KIT.copied),
      () => setTold(KIT.copyFailed),
    );
  };
  return (
    <section aria-label={title}>
      <div className="tz-row">
        <h3>{title}</h3>
        <Button size="small" aria-label={`${CALCULATOR.single.copy}：${title}`} onClick={copy}>
          {CALCULATOR.single.copy}
        </Button>
        <span role="status">{told}</span>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a text that scrolls must be reached by keys */}
      <pre className="tz-json__text" tabIndex={0}>
        {text}
      </pre>
    </section>
  );
}
