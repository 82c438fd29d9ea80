import { Refusal, send } from "../graphql/client";

/** Keeps a file with the registry and gives the SHA-256 of its content. */
export async function upload(file: File): Promise<string> {
  const response = await send(`/documents?name=${encodeURIComponent(file.name)}`, {
    method: "POST",
    headers: { "Content-Type": "application/octet-stream", "Safeconduct-Client": "page" },
    body: file,
  });
  const body = (await response.json().catch(() => ({}))) as {
    sha256?: string;
    errors?: { message: string; extensions?: { code?: string } }[];
  };
  if (body.sha256) return body.sha256;
  throw new Refusal(
    (body.errors ?? []).map((error) => ({
      message: error.message,
      code: error.extensions?.code ?? "",
      field: "document",
    })),
  );
}
