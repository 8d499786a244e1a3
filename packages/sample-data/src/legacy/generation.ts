/**
 * Legacy schema shapes that the sample can build: generation 8 (December 2025 and before, the one that lived
 * longest) and generation 21 (the last one).
 */
export type LegacyGeneration = 'g8' | 'g21'
