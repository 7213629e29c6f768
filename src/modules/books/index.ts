export { type CloseBooksRefusal, closeMonth } from './close-month.ts';
export { type EarnedContributions, earnContributions } from './earn-contributions.ts';
