/** The browser may still be reading a file this long after it was asked to. */
const READ_MS = 60_000;

/** Hands the visitor a calendar file, which phones open in the calendar. */
export function saveCalendarFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/calendar;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_MS);
}
