import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a ZIP archive; what is not given is as it should be. */
export interface ZipMember {
  name: string | Uint8Array;
  content?: string | Uint8Array;
  /** 0: not compressed; 8: deflate */
  method?: number;
  /** the compressed content, if not that of `content` */
  packed?: Uint8Array;
  flags?: number;
  crc?: number;
  packedBytes?: number;
  unpackedBytes?: number;
  /** where its header is said to be */
  start?: number;
  /** of the entry in the list */
  extra?: Uint8Array;
  /** of Unix, as zip has them, such as 0o120777 of a symbolic link */
  mode?: number;
}

/** A ZIP archive, byte by byte, so that tests can make wrong ones. */
export function zipOf(members: readonly ZipMember[], { count = members.length, comment = '' } = {}): Buffer {
  const parts: Uint8Array[] = [];
  const list: Uint8Array[] = [];
  let at = 0;
  for (const member of members) {
    const { local, central } = zipParts(member, at);
    parts.push(...local);
    list.push(...central);
    at += local.reduce((sum, part) => sum + part.length, 0);
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(count & 0xffff, 8);
  end.writeUInt16LE(count & 0xffff, 10);
  end.writeUInt32LE(
    list.reduce((sum, part) => sum + part.length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...list, end, Buffer.from(comment, 'latin1')]);
}

function zipParts(member: ZipMember, at: number): { local: Uint8Array[]; central: Uint8Array[] } {
  const { method = 0, flags = 0x800, mode = 0o100644, extra = new Uint8Array() } = member;
  const content = Buffer.from(member.content ?? '');
  const name = Buffer.from(member.name);
  const packed = member.packed ?? (method === 8 ? deflateRawSync(content) : content);
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(flags, 2);
  common.writeUInt16LE(method, 4);
  common.writeUInt32LE(member.crc ?? crc32(content), 10);
  common.writeUInt32LE(member.packedBytes ?? packed.length, 14);
  common.writeUInt32LE(member.unpackedBytes ?? content.length, 18);
  common.writeUInt16LE(name.length, 22);
  const inList = Buffer.from(common);
  inList.writeUInt16LE(extra.length, 24);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE(mode * 65536, 6);
  rest.writeUInt32LE(member.start ?? at, 10);
  return {
    local: [Buffer.from('PK\x03\x04', 'latin1'), common, name, packed],
    // made by Unix
    central: [Buffer.from('PK\x01\x02\x14\x03', 'latin1'), inList, rest, name, extra],
  };
}

/** A file for a tar archive; what is not given is as it should be. */
export interface TarMember {
  name: string | Uint8Array;
  content?: string | Uint8Array;
  type?: string;
  /** the field of 12 bytes, if not that of `content` */
  size?: string | Uint8Array;
  magic?: string;
  prefix?: string;
  /** changes the header before its checksum is made */
  change?: (header: Buffer) => void;
}

/** A tar archive with two blocks of zeros at its end. */
export function tarOf(members: readonly TarMember[]): Buffer {
  return Buffer.concat([...members.map(tarMember), Buffer.alloc(1024)]);
}

/** A member's header and content, up to whole blocks. */
export function tarMember({ name, content = '', type = '0', size, magic = 'ustar\x0000', prefix = '', change = () => {} }: TarMember): Buffer {
  const header = Buffer.alloc(512);
  const body = Buffer.from(content);
  header.set(Buffer.from(name).subarray(0, 100), 0);
  header.write('0000644\0', 100);
  header.set(size === undefined ? Buffer.from(`${octal(body.length, 11)}\0`) : Buffer.from(size), 124);
  header.write('00000000000\0', 136);
  header.write(type, 156, 'latin1');
  header.write(magic, 257, 'latin1');
  header.write(prefix, 345);
  change(header);
  header.write(' '.repeat(8), 148);
  header.write(
    `${octal(
      header.reduce((sum, byte) => sum + byte, 0),
      6,
    )}\0 `,
    148,
  );
  return Buffer.concat([header, body, Buffer.alloc((512 - (body.length % 512)) % 512)]);
}

/** A line of an extended header (pax), with its length before it. */
export function paxLine(key: string, value: string | Uint8Array): Buffer {
  const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
  let length = rest.length + 1;
  while (String(length).length + rest.length > length) length++;
  return Buffer.concat([Buffer.from(String(length)), rest]);
}

const octal = (value: number, digits: number) => value.toString(8).padStart(digits, '0');
