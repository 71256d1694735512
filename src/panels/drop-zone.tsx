import './drop-zone.css';
import { useEffect, useRef, useState, type DragEvent as ReactDragEvent } from 'react';
import { transferredFiles, type ChosenFile } from './chosen-files.ts';
import type { OpenMode } from './open-dialog.tsx';

/** Whether files, and not text of the page, are being dragged. */
function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false;
}

/** Follows a drag of files over the page. */
function useFileDrag(): [isOver: boolean, done: () => void] {
  const [isOver, setOver] = useState(false);
  const depth = useRef(0);
  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current++;
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      depth.current = Math.max(0, depth.current - 1);
      if (depth.current === 0) setOver(false);
    };
    const over = (event: DragEvent) => event.preventDefault();
    const drop = (event: DragEvent) => {
      event.preventDefault();
      depth.current = 0;
      setOver(false);
    };
    const listeners = { dragenter: enter, dragleave: leave, dragover: over, drop } as const;
    for (const [name, listener] of Object.entries(listeners)) {
      window.addEventListener(name as 'drop', listener);
    }
    return () => {
      for (const [name, listener] of Object.entries(listeners)) {
        window.removeEventListener(name as 'drop', listener);
      }
    };
  }, []);
  const done = () => {
    depth.current = 0;
    setOver(false);
  };
  return [isOver, done];
}

function Target(props: { title: string; note: string; onDrop: (event: ReactDragEvent) => void }) {
  const [isOver, setOver] = useState(false);
  return (
    <div
      className="drop-target"
      data-over={isOver}
      onDragEnter={() => setOver(true)}
      onDragLeave={() => setOver(false)}
      onDrop={props.onDrop}
    >
      <strong>{props.title}</strong>
      <span>{props.note}</span>
    </div>
  );
}

/** Takes files and folders that are dropped on the page; with telemetry open, the place says whether they add to it or replace it. */
export function DropZone(props: {
  /** True where telemetry of the user's is open. */
  canAdd: boolean;
  onFiles: (files: ChosenFile[], mode: OpenMode) => void;
  /** Hears where a folder cannot be looked into. */
  onError: (error: unknown) => void;
}) {
  const { canAdd, onFiles, onError } = props;
  const [isOver, done] = useFileDrag();
  const drop = (mode: OpenMode) => (event: ReactDragEvent) => {
    event.preventDefault();
    const dropped = transferredFiles(event.dataTransfer);
    done();
    dropped.then((files) => files.length > 0 && onFiles(files, mode), onError);
  };
  if (!isOver) return null;
  return (
    <div className="drop-zone">
      {canAdd ? (
        <>
          <Target title="Add" note="to the telemetry that is open" onDrop={drop('add')} />
          <Target title="Replace" note="the telemetry that is open" onDrop={drop('replace')} />
        </>
      ) : (
        <Target
          title="Drop files to open them"
          note="Telemetry, C2 lists and .mmdb databases. Nothing leaves this machine."
          onDrop={drop('replace')}
        />
      )}
    </div>
  );
}
