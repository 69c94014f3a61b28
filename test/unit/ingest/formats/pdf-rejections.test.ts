import { expect, test, vi } from 'vitest';
import { withoutStrayRejections } from '../../../../src/ingest/formats/pdf/pdf-rejections.js';

test('rejections that nobody waits for are passed over while it runs, and only then', async () => {
  const before = process.listeners('unhandledRejection');
  process.removeAllListeners('unhandledRejection');
  try {
    // the failure of this test would be the end of its process
    const read = (text: string) =>
      withoutStrayRejections(async () => {
        Promise.reject(new Error('stray'));
        return text;
      });
    expect(await Promise.all([read('one'), read('two')])).toEqual(['one', 'two']);
    await expect(withoutStrayRejections(() => Promise.reject(new Error('awaited')))).rejects.toThrow('awaited');
    expect(process.listeners('unhandledRejection')).toEqual([]);
    const told = vi.fn();
    process.once('unhandledRejection', told);
    Promise.reject(new Error('later'));
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(told).toHaveBeenCalledOnce();
  } finally {
    process.removeAllListeners('unhandledRejection');
    for (const listener of before) process.on('unhandledRejection', listener);
  }
});
