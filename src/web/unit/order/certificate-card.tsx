import { PrinterOutlined } from '@ant-design/icons';
import { Button, ConfigProvider } from 'antd';
import { type ReactElement, useState } from 'react';
import type { OrderDetail } from '#contracts/contributions.ts';
import type { CertificateScansAnswer } from '#contracts/covers.ts';
import { useAnswer } from '#web/app/api/use-answer.ts';
import { useWrite } from '#web/app/api/use-write.ts';
import { APP } from '#web/app/app-texts.ts';
import { FailureNote } from '#web/app/failure-note.tsx';
import { FileImport } from '#web/app/file-import.tsx';
import { Moment } from '#web/app/moment.tsx';
import { useTell } from '#web/app/toasts.tsx';
import { MAIN_ACTION_THEME } from '#web/ui/theme.ts';
import { AFTER } from '#web/unit/order/after-texts.ts';
import { UNIT } from '#web/unit/texts.ts';

const { order: texts } = UNIT;

/** The certificate of an order: opened in the browser's own viewer to be printed, stamped, and handed back as a scan. */
export function CertificateCard({ order }: { readonly order: OrderDetail }): ReactElement {
  const { certificateNumber, id } = order;
  return (
    <section className="tz-card tz-stack" aria-labelledby="certificate-title">
      <h2 id="certificate-title">{texts.certificate}</h2>
      {certificateNumber === null ? (
        <p>{texts.certificateWait}</p>
      ) : (
        <>
          <p>
            {texts.certificateNumber} <strong className="tz-figure">{certificateNumber}</strong>
          </p>
          <p className="tz-quiet">{texts.certificateHint}</p>
          <p>
            <ConfigProvider theme={MAIN_ACTION_THEME}>
              <Button
                type="primary"
                icon={<PrinterOutlined />}
                href={`/api/orders/${id}/certificate`}
                target="_blank"
                rel="noopener"
              >
                {texts.openCertificate}
              </Button>
            </ConfigProvider>
          </p>
          <StampedScan orderId={id} />
        </>
      )}
    </section>
  );
}

/** The certificate as the unit stamped it: what there is of it, and the way to hand it in. */
function StampedScan({ orderId }: { readonly orderId: string }): ReactElement {
  const tell = useTell();
  const [isAgain, setAgain] = useState(false);
  const { data, error, refetch } = useAnswer<CertificateScansAnswer>(`/api/orders/${orderId}/certificate-scans`);
  const writing = useWrite<File>(
    (file) => ({ method: 'POST', path: `/api/orders/${orderId}/certificate-scan`, file }),
    () => {
      setAgain(false);
      tell(AFTER.scanTold);
    },
  );
  if (error !== null) return <FailureNote failure={error} onAgain={() => void refetch()} />;
  if (data === undefined) return <p className="tz-quiet">{APP.loading}</p>;
  const [latest, ...earlier] = data.items;
  return (
    <section className="tz-stack" aria-labelledby="scan-title">
      <h3 id="scan-title">{AFTER.scan}</h3>
      {latest === undefined ? (
        <p className="tz-quiet">{AFTER.scanLead}</p>
      ) : (
        <>
          <p className="tz-row">
            <span className="tz-tag tz-tag--done">{AFTER.scanDone}</span>
            <span className="tz-quiet">
              {AFTER.scanAt} <Moment at={latest.uploadedAt} /> · {AFTER.scanSize(latest.bytes)}
            </span>
          </p>
          {earlier.length === 0 ? null : <p className="tz-quiet">{AFTER.scanEarlier(earlier.length)}</p>}
          <p className="tz-row">
            <Button href={`/api/orders/${orderId}/certificate-scan`} target="_blank" rel="noopener">
              {AFTER.scanOpen}
            </Button>
            {isAgain ? null : <Button onClick={() => setAgain(true)}>{AFTER.scanAgain}</Button>}
          </p>
        </>
      )}
      {latest === undefined || isAgain ? (
        <FileImport
          title={AFTER.scanDrop}
          hint={AFTER.scanHint}
          accept=".pdf,.jpg,.jpeg,.png"
          actLabel={AFTER.scanAct}
          working={AFTER.scanWorking}
          writing={writing}
        />
      ) : null}
    </section>
  );
}
