import { useEffect, useRef, useState } from 'react';
import { Down, Remove, Up } from '../icons/icons.ts';
import { databaseName, type DatabaseInfo } from '../model/source.ts';
import { isoDate } from '../model/time.ts';
import { moved, roleWords, usedWords } from './database-words.ts';

type Action = 'up' | 'down' | 'remove';

const actions = [
  { action: 'up', by: -1, words: 'Move up', Icon: Up },
  { action: 'down', by: 1, words: 'Move down', Icon: Down },
  { action: 'remove', by: 0, words: 'Remove', Icon: Remove },
] as const;

function Row(props: {
  database: DatabaseInfo;
  at: number;
  count: number;
  onAct: (action: Action, by: number) => void;
}) {
  const { database, at, count, onAct } = props;
  const { name, role, ipVersion, built } = database;
  return (
    <li className="database">
      <span className="database-rank" aria-hidden="true">
        {at + 1}
      </span>
      <div className="database-words">
        <strong>{databaseName(database)}</strong>
        <span className="small">{name}</span>
        <span className="small">
          {roleWords[role]}, IPv{ipVersion === 4 ? '4' : '4 and IPv6'}, built{' '}
          <span className="database-date">{isoDate(built)}</span>
        </span>
        <span className="database-used">{usedWords(database)}</span>
      </div>
      <div className="database-actions">
        {actions.map(({ action, by, words, Icon }) => {
          const isUseless = by !== 0 && (at + by < 0 || at + by >= count);
          return (
            <button
              key={action}
              type="button"
              className="button bare"
              data-action={action}
              data-database={name}
              aria-label={`${words}: ${name}`}
              title={words}
              aria-disabled={isUseless}
              onClick={() => !isUseless && onAct(action, by)}
            >
              <Icon size={16} aria-hidden="true" />
            </button>
          );
        })}
      </div>
    </li>
  );
}

/**
 * Databases in their order of precedence, which buttons change. What was pressed is shown at once, and stays in focus
 * while hosts are placed anew.
 * @param onOrder resolves once that is done, or failed
 */
export function DatabaseOrder(props: {
  databases: readonly DatabaseInfo[];
  onOrder: (names: string[]) => Promise<void>;
}) {
  const { databases, onOrder } = props;
  const [pending, setPending] = useState<readonly string[] | null>(null);
  const [said, setSaid] = useState('');
  const list = useRef<HTMLOListElement>(null);
  const focused = useRef<{ name: string; action: Action } | null>(null);
  const held = new Map(databases.map((database) => [database.name, database]));
  const shown = pending
    ? pending.flatMap((name) => held.get(name) ?? [])
    : databases.filter((database) => held.get(database.name) === database);
  const names = shown.map(({ name }) => name);

  useEffect(() => {
    const wanted = focused.current;
    if (!wanted || !list.current) return;
    // Moving a row takes the focus from its button.
    const buttons = [...list.current.querySelectorAll<HTMLButtonElement>('[data-action]')];
    const button = buttons.find(
      ({ dataset }) => dataset['database'] === wanted.name && dataset['action'] === wanted.action,
    );
    (button ?? list.current).focus();
    focused.current = null;
  }, [pending]);

  const act = (at: number, action: Action, by: number) => {
    const name = names[at]!;
    const next = by === 0 ? names.filter((other) => other !== name) : moved(names, at, by);
    const neighbour = next[Math.min(at, next.length - 1)] ?? '';
    focused.current = { name: by === 0 ? neighbour : name, action };
    setSaid(by === 0 ? `${name} removed` : `${name} is now ${at + by + 1} of ${names.length}`);
    setPending(next);
    void onOrder(next).finally(() => setPending((latest) => (latest === next ? null : latest)));
  };
  return (
    <>
      <ol className="databases" ref={list} tabIndex={-1} aria-label="Databases in their order">
        {shown.map((database, at) => (
          <Row
            key={database.name}
            database={database}
            at={at}
            count={shown.length}
            onAct={(action, by) => act(at, action, by)}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </>
  );
}
