import { type Language, PREVIEW_READY, type PreviewScene } from '@sunbeon/core';
import { useEffect, useRef, useState } from 'react';
import { urls } from '../urls.ts';

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
    const listen = ({ origin, source, data }: MessageEvent) => {
      if (origin === location.origin && source === frame.current?.contentWindow && data === PREVIEW_READY)
        setReady(true);
    };
    globalThis.addEventListener('message', listen, { signal: listening.signal });
    return () => listening.abort();
  }, []);
  useEffect(() => {
    if (isReady) frame.current?.contentWindow?.postMessage(scene, location.origin);
  }, [isReady, scene]);
  return (
    <iframe
      ref={frame}
      className="phone"
      title={name}
      lang={language}
      src={urls.preview(language)}
      sandbox="allow-scripts allow-same-origin"
    />
  );
}
