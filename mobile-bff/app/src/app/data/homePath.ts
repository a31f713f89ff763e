const pageSize = 50;

/** The list's address for a search, empty for all. */
export function homePath(search: string): string {
  return `/home?limit=${pageSize}${search === '' ? '' : `&q=${encodeURIComponent(search)}`}`;
}
