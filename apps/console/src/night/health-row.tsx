import type { Light, NightPart, NightView } from '@sunbeon/core';
import { useLanguage, useWords } from '../text/words.ts';
import { carrierWords, lightShapes, lightWords, nightWords, partNames, partStateWords } from './words.ts';

/** How each part of the house, each carrier and each identity provider is: a shape, a word, and how long it takes. */
export function HealthRow({ night }: { readonly night: NightView }) {
  const words = useWords(nightWords);
  const lights = useWords(lightWords);
  const language = useLanguage();
  const carrierLights = useWords(carrierWords);
  const { parts, carriers, providers } = night;
  return (
    <section className="health" aria-label={words.health}>
      <ul>
        {parts.map((part) => (
          <PartLight key={part.name} part={part} />
        ))}
        {carriers.map(({ name, light }) => (
          <LightEntry key={name} name={`${words.carriers} ${name}`} light={light} says={carrierLights[light]} />
        ))}
        {providers.map(({ id, name, light, latencyMs }) => (
          <LightEntry
            key={id}
            name={`${words.providers} ${name[language]}`}
            light={light}
            says={latencyMs === null ? lights[light] : `${lights[light]} ${words.latency(Math.round(latencyMs))}`}
          />
        ))}
      </ul>
    </section>
  );
}

function PartLight({ part }: { readonly part: NightPart }) {
  const words = useWords(nightWords);
  const names = useWords(partNames);
  const states = useWords(partStateWords);
  const { name, light, detail, missing, latencyMs } = part;
  const without = missing.map((needed) => names[needed] ?? needed).join(', ');
  const state = without === '' ? states[detail] : words.missing(without);
  const says = latencyMs === null ? state : `${state} ${words.latency(latencyMs)}`;
  return <LightEntry name={names[name] ?? name} light={light} says={says} />;
}

function LightEntry({ name, light, says }: { readonly name: string; readonly light: Light; readonly says: string }) {
  return (
    <li className={`light light-${light}`}>
      <span aria-hidden="true">{lightShapes[light]}</span> <strong>{name}</strong> <span>{says}</span>
    </li>
  );
}
