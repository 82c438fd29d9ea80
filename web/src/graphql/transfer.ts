// Sends files: what is sent of them is told, which fetch does not.
import { ownPage, Refusal, signedOut, unreachable } from "./client";

interface Sending {
  headers: Record<string, string>;
  body: Blob;
  /** Is told which share has been sent. */
  sent: (share: number) => void;
}

/** What a path answers to files, in the form of its answers. */
interface Answered<Answer> {
  status: number;
  /** When it was answered, by the server's own clock. */
  at: string;
  answer: Partial<Answer> & { errors?: { message: string; extensions?: { code?: string } }[] };
}

/** Sends files as the page; a server that is gone and one that wants a sign-in are refusals. */
export function transfer<Answer>(path: string, { headers, body, sent }: Sending): Promise<Answered<Answer>> {
  const request = new XMLHttpRequest();
  request.open("POST", path);
  request.responseType = "json";
  const all = { ...ownPage, "Accept-Language": document.documentElement.lang, ...headers };
  for (const [name, value] of Object.entries(all)) request.setRequestHeader(name, value);
  return new Promise((resolve, reject) => {
    const refuse = (code: string) => reject(new Refusal([{ code, message: "", field: "" }]));
    request.upload.onprogress = ({ loaded, total }) => sent(total > 0 ? loaded / total : 0);
    request.onerror = () => refuse(unreachable);
    request.onload = () => {
      if (request.status === 401) {
        window.dispatchEvent(new Event("signed-out"));
        refuse(signedOut);
      } else {
        const at = request.getResponseHeader("Date") ?? "";
        resolve({ status: request.status, at, answer: request.response ?? {} });
      }
    };
    request.send(body);
  });
}
