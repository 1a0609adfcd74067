/** Where the visitor came from and wants to go back to: a path on this site, else the list of windows. */
export function returnToOf(search: string): string {
  const asked = new URLSearchParams(search).get('returnTo') ?? '/';
  // Browsers read a backslash as a slash, and two slashes lead to another site.
  return /^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(asked) ? asked : '/';
}
