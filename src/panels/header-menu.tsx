import { Menu as MenuIcon } from '../icons/icons.ts';
import {
  Button,
  Header as SectionHeader,
  Menu,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  Separator,
} from 'react-aria-components';
import { measureWords } from '../model/measure.ts';
import type { Measure } from '../model/query.ts';
import type { HistoryActions } from './history-controls.tsx';
import { ways, waySpecs, type Way } from '../ways/ways.ts';
import { useChoices } from '../state/store.ts';

/** What the buttons of the header do. */
export interface HeaderActions {
  onDocumented: (() => void) | null;
  onSearch: () => void;
  onOpen: () => void;
  onSnapshot: (() => void) | null;
  onShortcuts: () => void;
  steps: HistoryActions;
  /** Null where there are no servers. */
  onServers: (() => void) | null;
  theme: 'dark' | 'light';
}

/** The header's controls in one menu, for small screens. */
export function HeaderMenu(props: HeaderActions & { measures: readonly Measure[] }) {
  const { measures, onDocumented, onSearch, onOpen, onSnapshot, onShortcuts, theme } = props;
  const measure = useChoices((state) => state.measure);
  const way = useChoices((state) => state.way);
  const choose = useChoices((state) => state.choose);
  const other = theme === 'dark' ? 'light' : 'dark';
  return (
    <MenuTrigger>
      <Button className="button header-menu" aria-label="Menu">
        <MenuIcon size={17} aria-hidden="true" />
      </Button>
      <Popover className="menu-popover" placement="bottom end">
        <Menu className="menu">
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[measure]}
            onSelectionChange={(keys) => {
              for (const key of keys) choose({ measure: key as Measure, domain: null });
            }}
          >
            <SectionHeader>Count</SectionHeader>
            {measures.map((id) => (
              <MenuItem key={id} id={id}>
                {measureWords[id].name}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuSection
            selectionMode="single"
            disallowEmptySelection
            selectedKeys={[way]}
            onSelectionChange={(keys) => {
              for (const key of keys) choose({ way: key as Way, domain: null });
            }}
          >
            <SectionHeader>Draw</SectionHeader>
            {ways.map((id) => (
              <MenuItem key={id} id={id}>
                {waySpecs[id].name}
              </MenuItem>
            ))}
          </MenuSection>
          <Separator />
          <MenuItem id="undo" onAction={() => props.steps.onBy(-1)}>
            Undo
          </MenuItem>
          <MenuItem id="redo" onAction={() => props.steps.onBy(1)}>
            Redo
          </MenuItem>
          <Separator />
          <MenuItem id="search" onAction={onSearch}>
            Search
          </MenuItem>
          <MenuItem id="open" onAction={onOpen}>
            Open files
          </MenuItem>
          <MenuItem id="snapshot" isDisabled={!onSnapshot} onAction={() => onSnapshot?.()}>
            Snapshot
          </MenuItem>
          {props.onServers && (
            <MenuItem id="servers" onAction={props.onServers}>
              Command servers
            </MenuItem>
          )}
          {onDocumented && (
            <MenuItem id="documented" onAction={onDocumented}>
              What is documented
            </MenuItem>
          )}
          <MenuItem id="theme" onAction={() => choose({ theme: other })}>
            Use the {other} theme
          </MenuItem>
          <MenuItem id="keys" onAction={onShortcuts}>
            Keyboard shortcuts
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
