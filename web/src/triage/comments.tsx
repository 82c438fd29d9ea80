import { useState } from "react";
import { useLanguage } from "../language/language";
import { useMayWrite } from "../shell/known";
import { CommentForm } from "./forms";
import { nameOf } from "./triage";

interface Comment {
  id: string;
  author: string;
  at: string;
  text: string;
}

/** What people noted about a flow, oldest first, and a place to note more. */
export function Comments({ flow, of, total }: { flow: string; of: Comment[]; total: number }) {
  const { words, formats } = useLanguage();
  const mayWrite = useMayWrite();
  const [told, setTold] = useState("");
  return (
    <section className="card" aria-labelledby="comments-name">
      <h2 id="comments-name">{words.triage.comments}</h2>
      {of.length === 0 && <p className="quiet">{words.triage.noComments}</p>}
      <ol className="comments">
        {of.map((comment) => (
          <li key={comment.id}>
            <p className="small">
              <strong>{nameOf(comment.author)}</strong>{" "}
              <span className="quiet">{formats.moment(comment.at)}</span>
            </p>
            <p className="comment-text">{comment.text}</p>
          </li>
        ))}
      </ol>
      {total > of.length && <p className="small quiet">{words.general.of(of.length, total)}</p>}
      {mayWrite && (
        <div className="no-print">
          <CommentForm flags={[{ externalId: flow }]} done={setTold} />
        </div>
      )}
      <p className="unseen" role="status">
        {told}
      </p>
    </section>
  );
}
