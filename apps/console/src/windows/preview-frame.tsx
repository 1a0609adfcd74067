import { type Language, PREVIEW_READY, type PreviewScene } from '@sunbeon/core';
import { useEffect, useRef, useState } from 'react';
import { urls } from '../urls.ts';

/** Shut in, the preview is of no origin; the policies of console and preview see to it that nothing else stands in its place. */
const ANYONE = '*';

interface PreviewFrameProps {
  readonly language: Language;
  readonly name: string;
  readonly scene: PreviewScene;
}

/** The preview in its frame, told of every scene from the moment it can listen. */
export function PreviewFrame({ language, name, scene }: PreviewFrameProps) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  useEffect(() => {
    const listening = new AbortController();
    const listen = ({ source, data }: MessageEvent) => {
      if (source === frame.current?.contentWindow && data === PREVIEW_READY) setReady(true);
    };
    globalThis.addEventListener('message', listen, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  useEffect(() => {
    if (isReady) frame.current?.contentWindow?.postMessage(scene, ANYONE);
  }, [isReady, scene]);
  return (
    <iframe
      ref={frame}
      className="phone"
      title={name}
      lang={language}
      src={urls.preview(language)}
      sandbox="allow-scripts"
    />
  );
}
