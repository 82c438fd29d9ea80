import { Refusal, unreachable } from "../graphql/client";
import { transfer } from "../graphql/transfer";

/** Keeps a file with the registry and gives the SHA-256 of its content; sent is told which share has been sent. */
export async function upload(file: File, sent: (share: number) => void = () => {}): Promise<string> {
  const { status, answer } = await transfer<{ sha256: string }>(
    `/documents?name=${encodeURIComponent(file.name)}`,
    { headers: { "Content-Type": "application/octet-stream" }, body: file, sent },
  );
  if (answer.sha256) return answer.sha256;
  const errors = answer.errors ?? [{ message: `${status}` }];
  throw new Refusal(
    errors.map(({ message, extensions }) => ({
      message,
      code: extensions?.code ?? unreachable,
      field: "document",
    })),
  );
}

/** Whether a file begins as a PDF file does, whatever it is called. */
export async function isPdf(file: File): Promise<boolean> {
  return (await file.slice(0, 1024).text()).includes("%PDF-");
}
