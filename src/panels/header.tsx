import './header.css';
import { Camera, Folder, Keys, Moon, Search, Sun } from '../icons/icons.ts';
import {
  Button,
  ToggleButton,
  ToggleButtonGroup,
  Tooltip,
  TooltipTrigger,
  type Key,
} from 'react-aria-components';
import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import { useSource } from '../state/source-context.ts';
import { useChoices } from '../state/store.ts';
import { useInTurn } from '../state/use-after-paint.ts';
import { HistoryControls } from './history-controls.tsx';
import { HeaderMenu, type HeaderActions } from './header-menu.tsx';
import { dataTitle, shownWords } from './heading-words.ts';

interface Segment {
  id: string;
  name: string;
  explanation: string;
}

function Segments(props: {
  label: string;
  segments: readonly Segment[];
  selected: string;
  onSelect: (id: Key) => void;
}) {
  const { label, segments, selected, onSelect } = props;
  return (
    <ToggleButtonGroup
      aria-label={label}
      className="segments"
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[selected]}
      onSelectionChange={(keys) => [...keys].forEach(onSelect)}
    >
      {segments.map(({ id, name, explanation }) => (
        <TooltipTrigger key={id} delay={500}>
          <ToggleButton id={id} className="segment">
            {name}
          </ToggleButton>
          <Tooltip className="tooltip" offset={6}>
            {explanation}
          </Tooltip>
        </TooltipTrigger>
      ))}
    </ToggleButtonGroup>
  );
}

function Title({ onDocumented }: Pick<HeaderActions, 'onDocumented'>) {
  const { summary } = useSource();
  const measure = useChoices((state) => state.measure);
  const time = useInTurn(useChoices((state) => state.time));
  const title = summary ? dataTitle(summary) : 'Infection Atlas';
  return (
    <div className="header-title">
      <svg className="header-mark" viewBox="0 0 22 22" aria-hidden="true">
        <circle cx="11" cy="11" r="10.5" />
        <circle cx="11" cy="11" r="7" />
        <circle cx="11" cy="11" r="3.5" />
      </svg>
      <div>
        <h1 title={title}>{title}</h1>
        <p className="small header-shown">
          {summary && <span>{shownWords(summary, measure, time)}</span>}
          {onDocumented && (
            <span className="header-documented">
              <span className="header-kind">reconstruction · </span>
              <button type="button" className="link" onClick={onDocumented}>
                what is documented
              </button>
            </span>
          )}
        </p>
      </div>
    </div>
  );
}

function ThemeButton({ theme }: { theme: 'dark' | 'light' }) {
  const choose = useChoices((state) => state.choose);
  const other = theme === 'dark' ? 'light' : 'dark';
  const Icon = theme === 'dark' ? Sun : Moon;
  return (
    <TooltipTrigger delay={500}>
      <Button
        className="button bare"
        aria-label={`Use the ${other} theme`}
        onPress={() => choose({ theme: other })}
      >
        <Icon size={16} aria-hidden="true" />
      </Button>
      <Tooltip className="tooltip" offset={6}>
        Use the {other} theme
      </Tooltip>
    </TooltipTrigger>
  );
}

/** What is shown, how it is counted, and what can be done with it. */
export function Header(props: HeaderActions) {
  const { onDocumented, onSearch, onOpen, onSnapshot, onShortcuts, theme } = props;
  const { summary } = useSource();
  const measure = useChoices((state) => state.measure);
  const choose = useChoices((state) => state.choose);
  const supported = summary?.measures ?? [];
  return (
    <div className="header">
      <Title onDocumented={onDocumented} />
      <div className="header-controls">
        {supported.length > 0 && (
          <Segments
            label="What is counted"
            segments={supported.map((id) => ({ id, ...measureWords[id] }))}
            selected={measure}
            onSelect={(id) => choose({ measure: id as Measure, domain: null })}
          />
        )}
        <HistoryControls {...props.steps} />
        <ThemeButton theme={theme} />
        <Button
          className="button bare header-keys"
          aria-label="Keyboard shortcuts"
          onPress={onShortcuts}
        >
          <Keys size={16} aria-hidden="true" />
        </Button>
        <Button className="button" aria-label="Search" onPress={onSearch}>
          <Search size={15} aria-hidden="true" />
          <span className="header-search">Search</span>
        </Button>
        <Button className="button" onPress={onOpen}>
          <Folder size={15} aria-hidden="true" />
          Open files
        </Button>
        <Button className="button strong" isDisabled={!onSnapshot} onPress={() => onSnapshot?.()}>
          <Camera size={15} aria-hidden="true" />
          Snapshot
        </Button>
      </div>
      <HeaderMenu {...props} measures={supported} />
    </div>
  );
}
