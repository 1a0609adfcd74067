/* How the page calls whoever looks elsewhere. A browser lets a page be heard only after it was touched. */

const TONES_HZ = [660, 880, 660, 880, 1_100];
const TONE_SECONDS = 0.3;
const LOUDNESS = 0.3;
const VIBRATION_MS = [400, 200, 400, 200, 400];

let sound: AudioContext | null = null;

/** Whether the visitor has asked to be rung. */
export function isRinging(): boolean {
  return sound !== null;
}

/** Turns the sound on, and lets it be heard once, or off again. */
export function switchSound(): void {
  if (sound === null) {
    sound = new AudioContext();
    playTones(sound);
  } else {
    void sound.close();
    sound = null;
  }
}

/** It is the visitor's turn: the phone trembles, and rings if that was asked for. */
export function signalTurn(): void {
  if ('vibrate' in navigator) navigator.vibrate(VIBRATION_MS);
  if (sound !== null) playTones(sound);
}

function playTones(context: AudioContext): void {
  void context.resume();
  const gain = context.createGain();
  gain.gain.value = LOUDNESS;
  gain.connect(context.destination);
  for (const [index, hertz] of TONES_HZ.entries()) {
    const tone = context.createOscillator();
    const atSeconds = context.currentTime + index * TONE_SECONDS;
    tone.frequency.value = hertz;
    tone.connect(gain);
    tone.start(atSeconds);
    tone.stop(atSeconds + TONE_SECONDS);
  }
}
