/** Bands of people, by the number at which they begin; catalog keys `crm.size.<n>`. */
export const SIZES = [1, 10, 50, 250, 500] as const
