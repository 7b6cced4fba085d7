/**
 * Whether a text is one plain mail address: no display name, no list, no quotation marks, no control characters. Stricter than the
 * standard on purpose: whatever is stranger comes from a slip of the pen or from somebody who wants to add a recipient.
 */
export function isMailbox(address: string): boolean {
  return address.length <= 254 && /^[^\s@<>()[\]\\,;:"\p{Cc}\p{Cf}]{1,64}@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*$/u.test(address)
}
