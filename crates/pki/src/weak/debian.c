/* Makes again the keys that Debian's OpenSSL made from 2006-09 to 2008-05 (CVE-2008-0166), for debian.rs.
 *
 * The fault: what was mixed into the random pool counted by its length only, and of all that differed between two runs
 * just the process id (0 to 32767) was left. So the keys follow from process id, size and order of a long's octets, and
 * whether ~/.rnd could be read. Written anew from what md_rand.c, bn_rand.c, bn_prime.c, rsa_gen.c and ec_key.c of
 * OpenSSL 0.9.8c did. Process 100 gives, for every kind that is listed and all three states of ~/.rnd, the keys of the
 * public collections by HARICA (github.com/HARICA-official/debian-weak-keys, lenny, 0.9.8g-8; RSA) and by badkeys
 * (github.com/badkeys/debianopenssl; ECDSA, also be32, and RSA of be32 with rnd); both read 2026-11-22.
 *
 *   cc -O3 -march=native debian.c -o debian -lgmp -lcrypto
 *   ./debian le64 rnd 2048 0 32767        # le32|le64|be32, nornd|noreadrnd|rnd, 256|384|2048, first and last process
 *   cat all-outputs-for-2048 | cut -d' ' -f4 | cut -c33-42 | sort -u | ./debian pack > debian-rsa-2048.bin
 *   cat all-outputs-for-256 | cut -d' ' -f4 | cut -c1-10 | sort -u | ./debian pack > debian-ec-256.bin
 *
 * 2048 is RSA (25 minutes a run), 256 and 384 are ECDSA on the NIST curve (2 and 40 seconds).
 *
 * noreadrnd: the file is there and cannot be read (also: not there, before 0.9.8g). be32: PowerPC, SPARC, HPPA.
 */
#include <gmp.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/obj_mac.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { POOL = 1023, PRIMES = 2048 };
static unsigned char pool[POOL], md[20];
static int at, filled, stirred, polled;
static unsigned long count[2];
static int pid, long_size, is_big_endian;
static unsigned primes[PRIMES];

static void put(SHA_CTX *m, unsigned long n, int size) {
  unsigned char b[8];
  for (int i = 0; i < size; i++) b[is_big_endian ? size - 1 - i : i] = n >> (8 * i);
  SHA1_Update(m, b, size);
}
static void put_longs(SHA_CTX *m, const unsigned long *v) { put(m, v[0], long_size); put(m, v[1], long_size); }
static void put_pool(SHA_CTX *m, int from, int n, int size) {
  int over = from + n - size;
  if (over > 0) { SHA1_Update(m, pool + from, n - over); SHA1_Update(m, pool, over); }
  else SHA1_Update(m, pool + from, n);
}
static void add(int n) {
  unsigned char local[20]; SHA_CTX m;
  int st = at; unsigned long c[2] = {count[0], count[1]};
  memcpy(local, md, 20);
  at += n;
  if (at >= POOL) { at %= POOL; filled = POOL; } else if (filled < POOL && at > filled) filled = at;
  count[1] += n / 20 + (n % 20 > 0);
  for (int i = 0; i < n; i += 20) {
    int j = n - i > 20 ? 20 : n - i;
    SHA1_Init(&m); SHA1_Update(&m, local, 20); put_pool(&m, st, j, POOL); put_longs(&m, c); SHA1_Final(local, &m);
    c[1]++;
    for (int k = 0; k < j; k++) { pool[st++] ^= local[k]; if (st >= POOL) st = 0; }
  }
  for (int k = 0; k < 20; k++) md[k] ^= local[k];
}
static void poll(void) { polled = 1; add(32); add(long_size); add(long_size); add(long_size); }
static void bytes(unsigned char *out, int n) {
  unsigned char local[20]; SHA_CTX m; int first = 1;
  int ceil = (1 + (n - 1) / 10) * 10;
  if (!polled) poll();
  if (!stirred) { for (int i = POOL; i > 0; i -= 20) add(20); stirred = 1; }
  int st = at, num = filled; unsigned long c[2] = {count[0], count[1]};
  memcpy(local, md, 20);
  at += ceil; if (at > filled) at %= filled;
  count[0]++;
  while (n > 0) {
    int j = n >= 10 ? 10 : n; n -= j;
    SHA1_Init(&m);
    if (first) { put(&m, pid, 4); first = 0; }
    SHA1_Update(&m, local, 20); put_longs(&m, c); put_pool(&m, st, 10, num); SHA1_Final(local, &m);
    for (int i = 0; i < 10; i++) { pool[st++] ^= local[i]; if (st >= num) st = 0; if (i < j) *out++ = local[i + 10]; }
  }
  SHA1_Init(&m); put_longs(&m, c); SHA1_Update(&m, local, 20); SHA1_Update(&m, md, 20); SHA1_Final(md, &m);
}
static void number(mpz_t r, int bits, int top) {
  unsigned char buf[2048]; int n = (bits + 7) / 8;
  add(long_size); bytes(buf, n);
  mpz_import(r, n, 1, 1, 1, 0, buf);
  mpz_fdiv_r_2exp(r, r, bits);
  if (top) { mpz_setbit(r, bits - 1); mpz_setbit(r, bits - 2); mpz_setbit(r, 0); }
}
static void range(mpz_t r, const mpz_t max) {
  int n = mpz_sizeinbase(max, 2);
  do number(r, n, 0); while (mpz_cmp(r, max) >= 0);
}
static int checks(int bits) { return bits >= 1300 ? 2 : bits >= 850 ? 3 : bits >= 650 ? 4 : bits >= 550 ? 5 : 6; }
/* One base tells a composite from a prime but for odds far below a hardware fault's; the other rounds of OpenSSL only
   move the generator on. */
static int is_prime(const mpz_t a, int bits) {
  static mpz_t a1, w; static BIGNUM *m, *e, *b, *r; static BN_CTX *ctx; static BN_MONT_CTX *mont;
  if (!ctx) {
    mpz_inits(a1, w, NULL);
    ctx = BN_CTX_new(); mont = BN_MONT_CTX_new(); m = BN_new(); e = BN_new(); b = BN_new(); r = BN_new();
  }
  unsigned char buf[2048]; size_t n;
  mpz_sub_ui(a1, a, 1);
  range(w, a1);
  mpz_export(buf, &n, 1, 1, 1, 0, a); BN_bin2bn(buf, n, m); BN_copy(e, m); BN_sub_word(e, 1); BN_set_word(b, 3);
  BN_MONT_CTX_set(mont, m, ctx); BN_mod_exp_mont_consttime(r, b, e, m, ctx, mont);
  if (!BN_is_one(r)) return 0;
  for (int i = 1; i < checks(bits); i++) range(w, a1);
  return 1;
}
static void prime(mpz_t r, int bits) {
  unsigned mods[PRIMES];
  do {
    number(r, bits, 1);
    for (int i = 0; i < PRIMES; i += 4) {
      unsigned long all = mpz_fdiv_ui(r, (unsigned long)primes[i] * primes[i + 1] * primes[i + 2] * primes[i + 3]);
      for (int j = i; j < i + 4; j++) mods[j] = all % primes[j];
    }
    unsigned delta = 0;
  again:
    for (int i = 1; i < PRIMES; i++) if ((mods[i] + delta) % primes[i] <= 1) { delta += 2; goto again; }
    mpz_add_ui(r, r, delta);
  } while (!is_prime(r, bits));
}
/* The public key's X of `openssl ecparam -genkey` and `openssl req -newkey ec:`: one number below the order, no primes. */
static void curve_x(mpz_t x, int bits) {
  static EC_GROUP *group; static EC_POINT *point; static BIGNUM *d, *at_x; static BN_CTX *ctx; static mpz_t k, order;
  unsigned char buf[48]; size_t n;
  if (!group) {
    group = EC_GROUP_new_by_curve_name(bits == 256 ? NID_X9_62_prime256v1 : NID_secp384r1);
    point = EC_POINT_new(group); d = BN_new(); at_x = BN_new(); ctx = BN_CTX_new(); mpz_inits(k, order, NULL);
    n = BN_bn2bin(EC_GROUP_get0_order(group), buf); mpz_import(order, n, 1, 1, 1, 0, buf);
  }
  do range(k, order); while (!mpz_sgn(k));
  mpz_export(buf, &n, 1, 1, 1, 0, k); BN_bin2bn(buf, n, d);
  EC_POINT_mul(group, point, d, NULL, NULL, ctx);
  EC_POINT_get_affine_coordinates(group, point, at_x, NULL, ctx);
  n = BN_bn2bin(at_x, buf); mpz_import(x, n, 1, 1, 1, 0, buf);
}
static void modulus(mpz_t n, int bits) {
  static mpz_t p, q, t;
  mpz_inits(p, q, t, NULL);
  do { prime(p, (bits + 1) / 2); mpz_sub_ui(t, p, 1); } while (mpz_fdiv_ui(t, 65537) == 0);
  do { prime(q, bits / 2); mpz_sub_ui(t, q, 1); } while (mpz_fdiv_ui(t, 65537) == 0);
  mpz_mul(n, p, q);
  mpz_clears(p, q, t, NULL);
}
/* From sorted records of five octets in hexadecimal to a table of rows by the first octet: where in the table's third
   part each row begins (32 bits), where in its row each second octet begins (16 bits), and three octets of each record. */
static int pack(void) {
  static unsigned char rows[256][4], places[65536][2], rests[3 << 20];
  unsigned long record, n = 0, at = 0, row = 0;
  for (;; n++) {
    int more = scanf("%lx", &record) == 1;
    for (unsigned long end = more ? record >> 24 : 65535; at <= end; at++) {
      if (at % 256 == 0) { row = n; for (int i = 0; i < 4; i++) rows[at >> 8][i] = row >> (8 * i); }
      if (n - row > 65535) return 1;
      for (int i = 0; i < 2; i++) places[at][i] = (n - row) >> (8 * i);
    }
    if (!more) break;
    if (3 * n + 3 > sizeof rests) return 1;
    for (int i = 0; i < 3; i++) rests[3 * n + i] = record >> (16 - 8 * i);
  }
  return fwrite(rows, sizeof rows, 1, stdout) != 1 || fwrite(places, sizeof places, 1, stdout) != 1
      || fwrite(rests, 3, n, stdout) != n;
}
int main(int argc, char **argv) {
  if (argc == 2 && !strcmp(argv[1], "pack")) return pack();
  if (argc != 6) return 2;
  long_size = atoi(argv[1] + 2) / 8; is_big_endian = *argv[1] == 'b'; const char *rnd = argv[2]; int bits = atoi(argv[3]);
  int from = atoi(argv[4]), to = atoi(argv[5]); int stat = long_size == 8 ? 144 : 88;
  for (unsigned n = 2, k = 0; k < PRIMES; n++) {
    int is_prime = 1;
    for (unsigned i = 0; i < k && primes[i] * primes[i] <= n; i++) if (n % primes[i] == 0) { is_prime = 0; break; }
    if (is_prime) primes[k++] = n;
  }
  mpz_t n; mpz_init(n);
  for (pid = from; pid <= to; pid++) {
    memset(pool, 0, sizeof pool); memset(md, 0, 20); at = filled = stirred = polled = 0; count[0] = count[1] = 0;
    if (strcmp(rnd, "nornd")) add(stat);
    if (!strcmp(rnd, "rnd")) add(1024); else poll();
    if (bits < 512) curve_x(n, bits); else modulus(n, bits);
    gmp_printf("%s %s %d %0*Zx\n", argv[1], rnd, pid, bits / 4, n);
    fflush(stdout);
  }
}
