import './dialog-frame.css';
import type { ReactNode } from 'react';
import { Button, Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { Close } from '../icons/icons.ts';

/** A dialog over the page: focus stays inside, Escape or a press outside closes it. */
export function DialogFrame(props: {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  /** Room for a picture beside the controls. */
  wide?: boolean | 'widest';
  /** Whether a press outside leaves it open: for what took somebody time. Escape still closes it. */
  staysOnPressOutside?: boolean;
  /** Whether it holds words alone: then it takes the focus itself, so that keys can scroll it. */
  isText?: boolean;
  /** What stays in sight below, whatever is scrolled. */
  footer?: ReactNode;
  children: ReactNode;
}) {
  const {
    title,
    isOpen,
    onClose,
    wide = false,
    staysOnPressOutside = false,
    isText = false,
    footer,
    children,
  } = props;
  return (
    <ModalOverlay
      className="dialog-overlay"
      isDismissable={!staysOnPressOutside}
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="dialog-modal" data-wide={wide === true ? 'wide' : wide || undefined}>
        <Dialog className="dialog-frame">
          <div className="dialog-heading">
            <Heading slot="title">{title}</Heading>
            <Button className="button bare" aria-label="Close" onPress={onClose}>
              <Close size={16} aria-hidden="true" />
            </Button>
          </div>
          <div
            className="dialog-body"
            {...(isText && { tabIndex: 0, role: 'region', 'aria-label': title })}
          >
            {children}
          </div>
          {footer && <div className="dialog-footer">{footer}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
