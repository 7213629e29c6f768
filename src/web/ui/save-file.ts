/** Hands a file made in the page to the reader, who keeps it where the browser puts downloads. Nothing is sent. */
export function saveFile(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser reads the address while it saves; a minute is more than it needs
  window.setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
