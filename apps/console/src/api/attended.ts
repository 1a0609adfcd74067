/* Whether anybody sits before the page: what is asked again and again by itself must not keep a forgotten session alive. */

const UNATTENDED_AFTER_MS = 300_000;

let lastSeenMs = Date.now();
for (const sign of ['pointerdown', 'pointermove', 'keydown', 'wheel', 'focus']) {
  window.addEventListener(sign, () => {
    lastSeenMs = Date.now();
  });
}

/** Whether somebody has moved or typed anything within the last minutes. */
export function isAttended(): boolean {
  return Date.now() - lastSeenMs < UNATTENDED_AFTER_MS;
}
