// The thread's entry where the program runs from its TypeScript sources, under tsx or vitest.
import { register } from 'tsx/esm/api';

register();
await import('./mixture-thread.ts');
