/** Why a line of a CSV file cannot even be read, whatever the file holds. */
export const unreadableLineReasons = ['line-too-long', 'not-utf8', 'quotes', 'columns'] as const;
export type UnreadableLineReason = (typeof unreadableLineReasons)[number];

/** Why a line of a file of sites or slots was not taken. None of them quotes what it said. */
export const importRejectReasons = [
  ...unreadableLineReasons,
  'resident-number',
  'formula',
  'site-id',
  'name',
  'type',
  'province',
  'municipality',
  'municipality-code',
  'latitude',
  'longitude',
  'name-taken',
  'starts-at',
  'product',
  'capacity',
  'site-unknown',
  'capacity-below-booked',
  'duplicate',
  // Of a roll that is read ahead.
  'ci',
  'birth-date',
  'phone',
] as const;
export type ImportRejectReason = (typeof importRejectReasons)[number];
