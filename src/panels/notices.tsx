import './notices.css';
import { Close } from '../icons/icons.ts';

/** Something that went wrong, for people. */
export interface NoticeWords {
  id: number;
  title: string;
  found: string;
  /** What would have been right; '' where there is nothing to say. */
  expected: string;
}

/** What went wrong: what was found and what was expected, until dismissed. */
export function Notices(props: {
  notices: readonly NoticeWords[];
  onDismiss: (id: number) => void;
}) {
  return (
    <div className="notices" role="alert">
      {props.notices.map(({ id, title, found, expected }) => (
        <section key={id} className="notice">
          <div>
            <h2>{title}</h2>
            <p>{found}</p>
            {expected && (
              <p>
                <span className="notice-expected">Expected:</span> {expected}
              </p>
            )}
          </div>
          <button
            type="button"
            className="button bare"
            aria-label={`Dismiss: ${title}`}
            onClick={() => props.onDismiss(id)}
          >
            <Close size={16} aria-hidden="true" />
          </button>
        </section>
      ))}
    </div>
  );
}
