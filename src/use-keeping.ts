import { useCallback, useEffect, useMemo, useState } from 'react';
import { readKeepSetting, writeKeepSetting } from './keep-setting.ts';
import type { Forgotten, KeptInfo, LoadableSource, Summary } from './model/source.ts';
import type { Keeping } from './panels/keeping-section.tsx';

type Tell = (title: string, error: unknown) => void;

/** Keeping for the next visit, and what is to be done when something was loaded. */
export interface UsedKeeping extends Keeping {
  /** Keeps real telemetry where that is switched on; the reconstruction needs no keeping, and ends it. */
  onLoaded: (summary: Summary) => void;
}

/** What is kept in this browser beyond the visit. */
export function useKeeping(source: LoadableSource, tell: Tell): UsedKeeping {
  const [isOn, setOn] = useState(readKeepSetting);
  const [info, setInfo] = useState<KeptInfo | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [held, setHeld] = useState<Summary | null>(null);

  const refresh = useCallback(() => source.kept().then(setInfo, () => setInfo(null)), [source]);
  useEffect(() => void refresh(), [refresh]);

  const keep = useCallback(async () => {
    setBusy(true);
    try {
      setInfo(await source.keep());
    } catch (error) {
      tell('The telemetry is open, but could not be kept for the next visit', error);
      await refresh();
    } finally {
      setBusy(false);
    }
  }, [source, tell, refresh]);
  const forget = useCallback(
    async (what: Forgotten) => {
      try {
        await source.forget(what);
      } catch (error) {
        tell('What is kept in this browser could not be deleted', error);
      }
      await refresh();
    },
    [source, tell, refresh],
  );

  const onLoaded = useCallback(
    (summary: Summary) => {
      setHeld(summary);
      if (summary.reconstruction) void forget('telemetry');
      else if (readKeepSetting()) void keep();
    },
    [keep, forget],
  );
  const onSwitch = useCallback(
    (wanted: boolean) => {
      setOn(wanted);
      writeKeepSetting(wanted);
      if (!wanted) void forget('telemetry');
      else if (held && !held.reconstruction) void keep();
    },
    [held, keep, forget],
  );
  const onDelete = useCallback(() => void forget('everything'), [forget]);
  return useMemo(
    () => ({ isOn, info, isBusy, onSwitch, onDelete, onLoaded }),
    [isOn, info, isBusy, onSwitch, onDelete, onLoaded],
  );
}
