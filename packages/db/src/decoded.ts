/**
 * A part of a URL as psql reads it. What is no encoding at all stands for itself: a name with a percent sign in it, or a password that somebody
 * pasted as it is.
 */
export function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
