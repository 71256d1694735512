import './history-controls.css';
import { Redo, Steps as StepsIcon, Undo } from '../icons/icons.ts';
import {
  Button,
  ListBox,
  ListBoxItem,
  Tooltip,
  TooltipTrigger,
  type Key,
} from 'react-aria-components';
import { usePopover } from '../state/use-popover.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { useSteps } from '../state/steps.ts';
import { stepWords } from './step-words.ts';

/** What the page does to go from step to step. */
export interface HistoryActions {
  onBy: (by: 1 | -1) => void;
  onStep: (index: number) => void;
}

function StepButton(props: {
  name: string;
  keys: string;
  icon: typeof Undo;
  isDisabled: boolean;
  onPress: () => void;
}) {
  const { name, keys, icon: Icon, isDisabled, onPress } = props;
  return (
    <TooltipTrigger delay={500}>
      <Button className="button bare" aria-label={name} {...{ isDisabled, onPress }}>
        <Icon size={16} aria-hidden="true" />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        {name}. {keys}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** All steps in words, the newest first, and what opens the list. */
function Steps({
  words,
  at,
  onStep,
}: {
  words: string[];
  at: number;
  onStep: (n: number) => void;
}) {
  const { opener, openerProps, popover, popoverProps, isNear } = usePopover();
  const choose = (keys: Iterable<Key>) => {
    for (const key of keys) onStep(Number(key));
    popover.current?.hidePopover();
  };
  return (
    <>
      <button
        ref={opener}
        className="button bare history-button"
        aria-label="List of steps"
        {...openerProps}
      >
        <StepsIcon size={16} aria-hidden="true" />
      </button>
      <div
        ref={popover}
        className="menu-popover history-popover"
        aria-label="Steps"
        {...popoverProps}
      >
        {isNear && (
          <ListBox
            aria-label="Steps, the newest first"
            className="history-list"
            items={words.map((text, n) => ({ id: n, text })).reverse()}
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[at]}
            onSelectionChange={(keys) => choose(keys as Set<Key>)}
          >
            {({ id, text }) => (
              <ListBoxItem id={id} textValue={text} className="history-step" data-undone={id > at}>
                {text}
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </div>
    </>
  );
}

/** Undo, redo, and the list of all steps in words, the newest first. */
export function HistoryControls({ onBy, onStep }: HistoryActions) {
  const { list, at } = useInTurn(useSteps());
  const words = list.map((step, n) => stepWords(step, list[n - 1]));
  const undone = at > 0 ? `Undo: ${words[at]}` : 'Nothing to undo';
  const redone = at < list.length - 1 ? `Redo: ${words[at + 1]}` : 'Nothing to redo';
  return (
    <div className="history-controls" data-part="page" role="group" aria-label="History">
      <StepButton
        name={undone}
        keys="Ctrl Z"
        icon={Undo}
        isDisabled={at === 0}
        onPress={() => onBy(-1)}
      />
      <StepButton
        name={redone}
        keys="Ctrl Shift Z"
        icon={Redo}
        isDisabled={at >= list.length - 1}
        onPress={() => onBy(1)}
      />
      <Steps {...{ words, at, onStep }} />
    </div>
  );
}
