import { type StaffRole, staffRoles } from '@sunbeon/core';
import { roleWords } from '../frame/words.ts';
import { Field } from '../parts/field.tsx';
import { useWords } from '../text/words.ts';
import { SiteField } from './site-field.tsx';
import { memberWords, roleTasks } from './words.ts';

/** A role, and the site that goes with it. */
export interface GivenRole {
  readonly role: StaffRole;
  /** As it was typed; kept while another role is tried. */
  readonly site: string;
}

/** The site a role has: a clinic's, and nobody else's. */
export function siteOf({ role, site }: GivenRole): string | null {
  return role === 'clinic' ? site.trim() : null;
}

interface RoleFieldsProps {
  readonly value: GivenRole;
  readonly onChange: (value: GivenRole) => void;
}

/** What somebody may do, and for a clinic's member where. */
export function RoleFields({ value, onChange }: RoleFieldsProps) {
  const words = useWords(memberWords);
  const roles = useWords(roleWords);
  const tasks = useWords(roleTasks);
  return (
    <>
      <Field label={words.role}>
        {(control) => (
          <select
            {...control}
            value={value.role}
            onChange={({ target }) => {
              const role = staffRoles.find((known) => known === target.value);
              if (role !== undefined) onChange({ ...value, role });
            }}
          >
            {staffRoles.map((role) => (
              <option key={role} value={role}>{`${roles[role]} – ${tasks[role]}`}</option>
            ))}
          </select>
        )}
      </Field>
      {value.role === 'clinic' ? (
        <SiteField value={value.site} onChange={(site) => onChange({ ...value, site })} />
      ) : null}
    </>
  );
}
