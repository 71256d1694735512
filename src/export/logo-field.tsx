import { useState } from 'react';
import { Button, FileTrigger } from 'react-aria-components';
import type { Logo } from './picture.ts';
import { readLogo } from './read-logo.ts';

/** The reader's own logo: chosen, shown by name, taken away. Its file stays here. */
export function LogoField({
  logo,
  onLogo,
}: {
  logo: Logo | null;
  onLogo: (logo: Logo | null) => void;
}) {
  const [error, setError] = useState<Error | null>(null);
  const choose = (files: FileList | null) => {
    const file = files?.[0];
    if (!file) return;
    readLogo(file).then(
      (found) => {
        setError(null);
        onLogo(found);
      },
      (reason: unknown) => setError(reason as Error),
    );
  };
  return (
    <div className="snapshot-choice">
      <span className="small">Logo (PNG or SVG; never leaves this page)</span>
      <div className="snapshot-row">
        <FileTrigger acceptedFileTypes={['image/png', 'image/svg+xml']} onSelect={choose}>
          <Button className="button">{logo ? 'Change' : 'Choose'}</Button>
        </FileTrigger>
        {logo && (
          <>
            <span className="small snapshot-name">{logo.name}</span>
            <Button className="button" onPress={() => onLogo(null)}>
              Remove
            </Button>
          </>
        )}
      </div>
      {error && (
        <p role="alert" className="snapshot-problem">
          {error.message}
        </p>
      )}
    </div>
  );
}
