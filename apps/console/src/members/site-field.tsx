import { staffSiteSchema } from '@sunbeon/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId } from 'react';
import { pagesOf } from '../api/fetch-page.ts';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { memberWords } from './words.ts';

const fetchSites = pagesOf(staffSiteSchema, '/v1/staff/sites');

interface SiteFieldProps {
  readonly value: string;
  readonly onChange: (site: string) => void;
}

/** The id of a site, found by its name or place as it is typed. */
export function SiteField({ value, onChange }: SiteFieldProps) {
  const words = useWords(memberWords);
  const listId = useId();
  const search = useDeferredValue(value.trim());
  const { data } = useQuery({
    queryKey: ['sites', 'for a member', search],
    queryFn: ({ signal }) => fetchSites({ after: null, search, signal }),
    placeholderData: keepPreviousData,
  });
  const chosen = data?.rows.find(({ id }) => id === value.trim());
  return (
    <Field label={words.site} hint={chosen?.name ?? words.siteHint}>
      {(control) => (
        <>
          <input {...control} list={listId} value={value} onChange={(event) => onChange(event.target.value)} />
          <datalist id={listId}>
            {data?.rows.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
