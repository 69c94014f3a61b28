import path from 'node:path';
import type { LibraryHandle } from 'koffi';
import { DistributeError } from '../errors/errors.js';
import type { Launcher } from './launcher.js';

/** The libraries of an MPI implementation differ in what a communicator, a type or an operation is: a number, or where one lies in memory. */
type Handle = number | bigint;

/** What of MPI's C interface has no fixed value. */
interface Constants {
  handle: 'int' | 'void *';
  world: Handle;
  double: Handle;
  byte: Handle;
  sum: Handle;
  errorsReturn: Handle;
  inPlace: bigint;
  threadFunneled: number;
}

/** The calls that are used, with the types of their arguments; H is a handle. */
const CALLS = {
  MPI_Init_thread: ['void *', 'void *', 'int', 'void *'],
  MPI_Finalize: [],
  MPI_Abort: ['H', 'int'],
  MPI_Comm_set_errhandler: ['H', 'H'],
  MPI_Error_string: ['int', 'void *', 'void *'],
  MPI_Comm_rank: ['H', 'void *'],
  MPI_Comm_size: ['H', 'void *'],
  MPI_Allreduce: ['void *', 'void *', 'int', 'H', 'H', 'H'],
  MPI_Bcast: ['void *', 'int', 'H', 'int', 'H'],
  MPI_Alltoall: ['void *', 'int', 'H', 'void *', 'int', 'H', 'H'],
  MPI_Send: ['void *', 'int', 'H', 'int', 'int', 'H'],
  MPI_Recv: ['void *', 'int', 'H', 'int', 'int', 'H', 'void *'],
  MPI_Sendrecv: ['void *', 'int', 'H', 'int', 'int', 'void *', 'int', 'H', 'int', 'int', 'H', 'void *'],
  MPI_Iprobe: ['int', 'int', 'H', 'void *', 'void *'],
} as const;

type CallName = keyof typeof CALLS;
/** Typed arrays are passed as where their bytes lie, whether these are shared or not. */
type Argument = Handle | NodeJS.TypedArray | null;
type LibraryFunction = (...input: Argument[]) => number;

/** Bytes of a message of MPI_Error_string: the most of all implementations. */
const MESSAGE_BYTES = 8192;
const ABI = /^libmpi_abi\b/;
const ABI_NAME = 'libmpi_abi.so.1';
const OPEN_MPI_NAMES = ['libmpi.so.40', 'libmpi.so'];
const MPICH_NAMES = ['libmpi.so.12', 'libmpich.so.12'];

/** An MPI library that is loaded. */
export class MpiLibrary {
  /** as it was asked for */
  readonly file: string;
  readonly implementation: 'MPI 5 ABI' | 'Open MPI' | 'MPICH';
  readonly constants: Constants;
  /** seconds spent in calls, waiting for other ranks included */
  seconds = 0;
  private readonly functions: Record<CallName, LibraryFunction>;

  constructor(file: string, library: LibraryHandle) {
    this.file = file;
    const openMpi = openMpiConstants(library);
    // first of all the name: Open MPI's library of the ABI has the symbols of Open MPI too
    if (ABI.test(path.basename(file))) {
      this.implementation = 'MPI 5 ABI';
      this.constants = ABI_CONSTANTS;
    } else if (openMpi !== undefined) {
      this.implementation = 'Open MPI';
      this.constants = openMpi;
    } else {
      this.implementation = 'MPICH';
      this.constants = MPICH_CONSTANTS;
    }
    const { handle } = this.constants;
    const bind = (name: CallName): LibraryFunction =>
      library.func(
        name,
        'int',
        CALLS[name].map((type) => (type === 'H' ? handle : type)),
      );
    this.functions = Object.fromEntries((Object.keys(CALLS) as CallName[]).map((name) => [name, bind(name)])) as Record<CallName, LibraryFunction>;
  }

  /** @throws DistributeError with MPI's own words where the call fails */
  call(name: CallName, ...input: Argument[]): void {
    const start = performance.now();
    const code = this.functions[name](...input);
    this.seconds += (performance.now() - start) / 1000;
    if (code === 0) return;
    throw new DistributeError(`${name} failed: ${this.errorString(code)}`, { hint: 'Has another rank ended? Its own message says why.' });
  }

  private errorString(code: number): string {
    const message = new Uint8Array(MESSAGE_BYTES);
    const length = new Int32Array(1);
    this.functions.MPI_Error_string(code, message, length);
    return new TextDecoder().decode(message.subarray(0, length[0]));
  }
}

/** Of the MPI 5 standard, appendix A.1. */
const ABI_CONSTANTS: Constants = {
  handle: 'void *',
  world: 0x101n,
  double: 0x214n,
  byte: 0x247n,
  sum: 0x21n,
  errorsReturn: 0x143n,
  inPlace: 1n,
  threadFunneled: 1024,
};

/** Of the MPICH ABI Compatibility Initiative, which Intel MPI, MVAPICH and Cray MPICH share. */
const MPICH_CONSTANTS: Constants = {
  handle: 'int',
  world: 0x44000000,
  double: 0x4c00080b,
  byte: 0x4c00010d,
  sum: 0x58000003,
  errorsReturn: 0x54000001,
  // −1 as a pointer
  inPlace: 0xffff_ffff_ffff_ffffn,
  threadFunneled: 1,
};

function openMpiConstants(library: LibraryHandle): Constants | undefined {
  const address = (name: string) => library.symbol(name) as bigint;
  try {
    const world = address('ompi_mpi_comm_world');
    return {
      handle: 'void *',
      world,
      double: address('ompi_mpi_double'),
      byte: address('ompi_mpi_byte'),
      sum: address('ompi_mpi_op_sum'),
      errorsReturn: address('ompi_mpi_errors_return'),
      inPlace: 1n,
      threadFunneled: 1,
    };
  } catch {
    return undefined;
  }
}

/**
 * Loads the MPI library: the one at the path TOPIKL_MPI, else the first that is there, those first that fit the launcher. Nothing of it
 * is called.
 *
 * @throws DistributeError where none can be loaded
 */
export async function loadMpiLibrary(launcher: Launcher): Promise<MpiLibrary> {
  // the memory hooks of UCX, which MPICH may load, and V8 don't get along: Node then crashes now and then
  process.env.UCX_MEM_EVENTS ??= 'n';
  const { load } = await loadKoffi();
  const given = process.env.TOPIKL_MPI;
  const files = given !== undefined && given !== '' ? [given] : candidates(launcher);
  const failures: string[] = [];
  for (const file of files) {
    let handle: LibraryHandle;
    try {
      // its plugins look for its symbols among those of the whole process
      handle = load(file, { global: true });
    } catch (error) {
      failures.push(`${file}: ${(error as Error).message}`);
      continue;
    }
    try {
      return new MpiLibrary(file, handle);
    } catch (cause) {
      throw new DistributeError(`${file} is no MPI library that topikl can use: ${(cause as Error).message}`, { hint: HINT, cause });
    }
  }
  throw new DistributeError(`no MPI library could be loaded; tried ${failures.join('; ')}`, { hint: HINT });
}

const HINT = 'Install the MPI of the launcher on each host (Open MPI: libopenmpi3, MPICH: libmpich12), or set TOPIKL_MPI to the path of its library.';

function candidates({ name }: Launcher): string[] {
  return name === 'PMI' ? [...MPICH_NAMES, ABI_NAME, ...OPEN_MPI_NAMES] : [...OPEN_MPI_NAMES, ABI_NAME, ...MPICH_NAMES];
}

/** Only now: a run of one process never loads it. */
async function loadKoffi(): Promise<{ load: typeof import('koffi').load }> {
  try {
    return (await import('koffi')).default;
  } catch (cause) {
    throw new DistributeError(`the package koffi, which calls MPI, could not be loaded: ${(cause as Error).message}`, {
      hint: `Was topikl installed with --omit=optional, or on another kind of machine than this one (${process.platform} ${process.arch})? Install it again, here.`,
      cause,
    });
  }
}
