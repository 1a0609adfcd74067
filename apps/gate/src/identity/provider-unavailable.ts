/** The provider did not answer, or not with anything usable, or must not be asked now. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}
