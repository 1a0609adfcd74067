/** Gives a file to whoever sits there, as if it had been downloaded. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser begins to read it a moment later.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
