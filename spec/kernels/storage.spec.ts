import { constants, PerformanceObserver, type PerformanceEntry } from 'node:perf_hooks';
import { setImmediate } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type * as storage from '../../src/kernels/storage.js';

const MB = 1024 * 1024;

const HELPED = { platform: 'linux', versions: { node: '22.1.0', v8: '12.4.254.21-node.33' } };

/** Whether the engine that runs this is one that is helped. */
const isHelped = process.platform === 'linux' && Number.parseInt(process.versions.v8, 10) <= 12;

/** The module as a process that starts has it. */
async function fresh(): Promise<typeof storage> {
  vi.resetModules();
  return import('../../src/kernels/storage.js');
}

afterEach(() => void vi.unstubAllGlobals());

describe('storage', () => {
  it.each([
    ['float32', Float32Array],
    ['float64', Float64Array],
    ['int32', Int32Array],
    ['bool', Uint8Array],
  ] as const)('of %s is new and zero', async (dtype, type) => {
    const { allocate } = await fresh();
    const three = allocate(dtype, 3);
    expect(three).toBeInstanceOf(type);
    expect([...three]).toEqual([0, 0, 0]);
    expect(three.buffer).not.toBe(allocate(dtype, 3).buffer);
  });
});

describe('what is dead', () => {
  it.runIf(isHelped)('is collected long before 32 MB of it have gathered, among young objects', async () => {
    const { allocate } = await fresh();
    let collections = 0;
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { detail: { kind: number } })[])
        if (entry.detail.kind === constants.NODE_PERFORMANCE_GC_MINOR) collections++;
    });
    observer.observe({ entryTypes: ['gc'] });
    for (let i = 0; i < 60; i++) allocate('float32', 100_000).fill(i);
    for (let i = 0; i < 5; i++) await setImmediate(); // They are told of later.
    observer.disconnect();
    // After 1, 3, 5, 7, 9, 11.3, 14.1, 17.6 and 22 of the 24 MB.
    expect(collections).toBeGreaterThanOrEqual(7);
  });
});

describe('the buffers that nobody touches', () => {
  let taken: number[];
  let isShort: boolean;

  beforeEach(() => {
    taken = [];
    isShort = false;
    vi.stubGlobal('process', HELPED);
    vi.stubGlobal(
      'ArrayBuffer',
      class {
        readonly byteLength: number;
        constructor(size: number) {
          taken.push(size / MB);
          if (isShort) throw new RangeError('Array buffer allocation failed');
          this.byteLength = size;
        }
      },
    );
  });

  it('are one that teaches glibc, then ones that it does not keep, ever further apart, up to 128 MB', async () => {
    const { allocate } = await fresh();
    const at: number[] = [];
    for (let megabytes = 1; megabytes <= 500; megabytes++) {
      const before = taken.length;
      allocate('bool', MB);
      if (taken.length > before) at.push(megabytes);
    }
    expect(at).toEqual([1, 3, 5, 7, 9, 12, 15, 19, 24, 30, 38, 48, 60, 75, 94, 118]);
    expect(taken).toEqual([31, ...at.slice(1).map(() => 33)]);
  });

  it('count storage made elsewhere too, and only once', async () => {
    const { allocate, counted } = await fresh();
    const elsewhere = new Uint8Array(MB - 1);
    expect(counted(elsewhere)).toBe(elsewhere);
    expect(taken).toEqual([]);
    allocate('bool', 1);
    expect(taken).toEqual([31]);
    allocate('bool', 2 * MB - 1);
    expect(taken).toEqual([31]);
    allocate('bool', 1);
    expect(taken).toEqual([31, 33]);
  });

  it('are not asked for again where memory is short', async () => {
    const { allocate } = await fresh();
    isShort = true;
    for (let i = 0; i < 100; i++) expect(allocate('bool', MB)).toHaveLength(MB);
    expect(taken).toEqual([31]);
  });

  const v8 = '12.4';
  it.each([
    ['a page', undefined],
    ['a page that has no process', null],
    ['a page whose bundler fills in process', { versions: {} }],
    ['Node.js 24', { platform: 'linux', versions: { v8: '13.6.233.17-node.41' } }],
    ['macOS', { platform: 'darwin', versions: { v8 } }],
    ['Bun', { platform: 'linux', versions: { v8, bun: '1.2' } }],
    ['Deno', { platform: 'linux', versions: { v8, deno: '1.44' } }],
    ['Electron', { platform: 'linux', versions: { v8, electron: '31' } }],
  ])('are left alone in %s', async (_where, process) => {
    vi.stubGlobal('process', process);
    const { allocate } = await fresh();
    for (let i = 0; i < 100; i++) allocate('bool', MB);
    vi.unstubAllGlobals();
    expect(taken).toEqual([]);
  });
});
