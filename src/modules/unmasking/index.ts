export { type UnmaskRefusal, unmask } from './unmask.ts';
