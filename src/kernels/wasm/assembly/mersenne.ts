/**
 * The Mersenne Twister MT19937 on 128-bit vectors, and the uniform numbers that PyTorch makes of its outputs.
 *
 * Sources: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998; what PyTorch's CPU kernels draw.
 */
import { A, STATE } from './memory';

/** The words of the state, how far ahead the one lies that is mixed in, and where that is the beginning's again. */
const N: usize = 624;
const M: usize = 397;
const TURN: usize = N - M;

/** The state: the index of the word that comes next, and the words, of which those before it are the next round's. */
const WORDS: usize = STATE + 4;

/** A word as it comes out. */
// @ts-ignore: a decorator of AssemblyScript
@inline
function temper(word: u32): u32 {
  word ^= word >> 11;
  word ^= (word << 7) & 0x9d2c5680;
  word ^= (word << 15) & 0xefc60000;
  return word ^ (word >> 18);
}

/** What takes the place of a word, of the word after it and of the one that is mixed in. */
// @ts-ignore
@inline
function twist(word: u32, next: u32, mixed: u32): u32 {
  const joined = (word & 0x80000000) | (next & 0x7fffffff);
  return mixed ^ (joined >> 1) ^ (joined & 1 ? 0x9908b0df : 0);
}

// @ts-ignore
@inline
function temper4(word: v128): v128 {
  word = v128.xor(word, i32x4.shr_u(word, 11));
  word = v128.xor(word, v128.and(i32x4.shl(word, 7), i32x4.splat(0x9d2c5680)));
  word = v128.xor(word, v128.and(i32x4.shl(word, 15), i32x4.splat(0xefc60000)));
  return v128.xor(word, i32x4.shr_u(word, 18));
}

// @ts-ignore
@inline
function twist4(word: v128, next: v128, mixed: v128): v128 {
  const joined = v128.bitselect(word, next, i32x4.splat(0x80000000));
  const odd = i32x4.neg(v128.and(joined, i32x4.splat(1)));
  return v128.xor(v128.xor(mixed, i32x4.shr_u(joined, 1)), v128.and(odd, i32x4.splat(0x9908b0df)));
}

/** A ← that many outputs. Four at a time, where neither the words nor those that are mixed in go round meanwhile. */
function draw(count: usize): void {
  let index: usize = load<u32>(STATE);
  for (let to = A, end = A + 4 * count; to < end; ) {
    const at = WORDS + 4 * index;
    const mixed = index < TURN ? at + 4 * M : at - 4 * TURN;
    if (to + 16 <= end && (index < TURN ? index + 4 <= TURN : index + 4 < N)) {
      const word = v128.load(at);
      v128.store(to, temper4(word));
      v128.store(at, twist4(word, v128.load(at, 4), v128.load(mixed)));
      index += 4;
      to += 16;
    } else {
      const word = load<u32>(at);
      store<u32>(to, temper(word));
      const last = index == N - 1;
      store<u32>(at, twist(word, load<u32>(last ? WORDS : at + 4), load<u32>(mixed)));
      index = last ? 0 : index + 1;
      to += 4;
    }
  }
  store<u32>(STATE, <u32>index);
}

/** A ← multiples of 2⁻²⁴ in [0, 1): the low 24 bits of an output. The length in bytes. */
export function uniform32(length: usize): void {
  draw(length / 4);
  for (let at = A, end = A + length; at < end; at += 16) {
    const low = v128.and(v128.load(at), i32x4.splat(0xffffff));
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_s(low), f32x4.splat(1.0 / 16777216)));
  }
}

/** A ← multiples of 2⁻⁵³ in [0, 1): the low 53 bits of two outputs, of which the first is the high word. */
export function uniform64(length: usize): void {
  draw(length / 4);
  for (let at = A, end = A + length; at < end; at += 16) {
    const words = v128.load(at);
    const high = v128.and(v128.shuffle<i32>(words, words, 0, 2, 0, 2), i32x4.splat(0x1fffff));
    const low = v128.shuffle<i32>(words, words, 1, 3, 1, 3);
    const both = f64x2.add(
      f64x2.mul(f64x2.convert_low_i32x4_u(high), f64x2.splat(4294967296)),
      f64x2.convert_low_i32x4_u(low),
    );
    v128.store(at, f64x2.mul(both, f64x2.splat(1.0 / 9007199254740992)));
  }
}
