/**
 * The shape of a catalog with its words left open: another language has exactly these keys, or it does not compile.
 * A key too many is refused where the object is written out.
 */
export type Words<Catalog> = {
  readonly [Key in keyof Catalog]: Catalog[Key] extends string ? string : Words<Catalog[Key]>
}
