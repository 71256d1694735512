import { useState } from 'react';
import { Paste } from '../icons/icons.ts';
import { Button, Label, TextArea, TextField } from 'react-aria-components';

/** What the clipboard holds as text; null where the browser does not say. */
async function clipboardText(): Promise<string | null> {
  try {
    const text = await navigator.clipboard.readText();
    return text.trim() === '' ? null : text;
  } catch {
    return null;
  }
}

/** Takes text from the clipboard; where the browser does not hand it out, from a field. */
export function PasteText({ onText }: { onText: (text: string) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  const paste = async () => {
    const text = await clipboardText();
    if (text === null) setTyped('');
    else onText(text);
  };
  if (typed === null) {
    return (
      <Button className="button" onPress={() => void paste()}>
        <Paste size={15} aria-hidden="true" />
        Paste
      </Button>
    );
  }
  return (
    <div className="paste-text">
      <TextField value={typed} onChange={setTyped} autoFocus>
        <Label>Text with addresses: a list, CSV or JSON</Label>
        <TextArea className="field" rows={6} />
      </TextField>
      <Button className="button" isDisabled={typed.trim() === ''} onPress={() => onText(typed)}>
        Look at the text
      </Button>
    </div>
  );
}
