const KEY = 'infection-atlas-keep';

/** Whether the reader lets telemetry be kept for the next visit: yes, until switched off. */
export function readKeepSetting(): boolean {
  try {
    return localStorage.getItem(KEY) !== 'off';
  } catch {
    return false;
  }
}

/** Remembers the switch; without a place to remember it in, it holds for this visit. */
export function writeKeepSetting(isOn: boolean): void {
  try {
    localStorage.setItem(KEY, isOn ? 'on' : 'off');
  } catch {
    // A browser that stores nothing keeps no telemetry either.
  }
}
