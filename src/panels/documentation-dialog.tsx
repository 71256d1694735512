import './documentation-dialog.css';
import { DialogFrame } from './dialog-frame.tsx';

/** What the reconstruction's manifest says of itself. */
export interface Documentation {
  title: string;
  subtitle: string;
  note: string;
  /** What the marks mean: D documented, d deduced, A assumed. */
  marks: Record<string, string>;
  figures: { label: string; value: string; mark: string; source: string }[];
  attributions: string[];
}

/** Every figure of the reconstruction with its mark and source. */
export function DocumentationDialog(props: {
  documentation: Documentation;
  isOpen: boolean;
  onClose: () => void;
}) {
  const { note, marks, figures, attributions } = props.documentation;
  return (
    <DialogFrame title="What is documented" isOpen={props.isOpen} onClose={props.onClose}>
      <p>{note}</p>
      <ul className="mark-key">
        {Object.entries(marks).map(([mark, meaning]) => (
          <li key={mark}>
            <span className="mark" data-mark={mark}>
              {mark}
            </span>
            {meaning}
          </li>
        ))}
      </ul>
      <div className="table-scroll">
        <table className="table figures">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">Mark</span>
              </th>
              <th scope="col">Figure</th>
              <th scope="col">Value</th>
              <th scope="col">Source</th>
            </tr>
          </thead>
          <tbody>
            {figures.map(({ label, value, mark, source }) => (
              <tr key={label}>
                <td>
                  <abbr className="mark" data-mark={mark} title={marks[mark]}>
                    {mark}
                  </abbr>
                </td>
                <th scope="row">{label}</th>
                <td>{value}</td>
                <td className="small">{source}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="small attributions">{attributions.join(' ')}</p>
    </DialogFrame>
  );
}
