import { Popover } from 'antd';
import type { ReactElement, ReactNode } from 'react';

interface ClausePopoverProps {
  readonly name: string;
  readonly isOpen: boolean;
  readonly onOpen: (isOpen: boolean) => void;
  readonly body: ReactNode;
  /** The control that opens it. */
  readonly children: ReactElement;
}

/** The words of a clause beside its line. In a file of its own, so that a phone, which has a sheet, need not load it. */
export function ClausePopover({ name, isOpen, onOpen, body, children }: ClausePopoverProps): ReactElement {
  return (
    <Popover
      content={<section aria-label={name}>{body}</section>}
      trigger="click"
      open={isOpen}
      onOpenChange={onOpen}
      placement="bottom"
      destroyOnHidden
      classNames={{ root: 'tz-clause-popover' }}
    >
      {children}
    </Popover>
  );
}
