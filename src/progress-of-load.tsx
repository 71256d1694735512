import { create, type StoreApi, type UseBoundStore } from 'zustand';
import { LoadProgress, type TimedProgress } from './panels/load-progress.tsx';

/** How far the load under way is; its own store, since it changes many times a second and nothing else cares. */
export type ProgressStore = UseBoundStore<StoreApi<{ progress: TimedProgress | null }>>;

/** A store of nothing under way. */
export function makeProgressStore(): ProgressStore {
  return create(() => ({ progress: null }));
}

/** Shows a load that is under way. */
export function ProgressOfLoad(props: { useProgress: ProgressStore; onCancel: () => void }) {
  const { useProgress, onCancel } = props;
  const progress = useProgress((held) => held.progress);
  return progress && <LoadProgress progress={progress} onCancel={onCancel} />;
}
