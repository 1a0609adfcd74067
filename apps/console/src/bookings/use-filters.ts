import { useSearchParams } from 'react-router';

/** What the list is narrowed down by, as the server is asked; each stands in the address under the same name. */
export type FilterName = 'window' | 'site' | 'municipality' | 'state' | 'from' | 'until';
export type Filters = Readonly<Record<FilterName, string>>;

/** The filters in the address of the page, so that the way back leads to the same list. */
export function useFilters(): {
  readonly filters: Filters;
  readonly change: (name: FilterName, value: string) => void;
} {
  const [params, setParams] = useSearchParams();
  const valueOf = (name: FilterName) => params.get(name) ?? '';
  return {
    filters: {
      window: valueOf('window'),
      site: valueOf('site'),
      municipality: valueOf('municipality'),
      state: valueOf('state'),
      from: valueOf('from'),
      until: valueOf('until'),
    },
    change: (name, value) =>
      setParams(
        (now) => {
          const changed = new URLSearchParams(now);
          if (value === '') changed.delete(name);
          else changed.set(name, value);
          return changed;
        },
        { replace: true },
      ),
  };
}
