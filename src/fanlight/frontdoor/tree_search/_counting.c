/* The counting core of the search, compiled: the same answers as the numpy of search.py, which is its oracle.

   Sets of k atoms are walked in the order of a dictionary. Of each the cases in which all k hold are counted;
   from these and the tables of size k - 1 follow the cases left after each of its 2^k ways of asking (see
   remaining.py). A table stands set after set: entry [set * 2^k + ways], the first atom's way the highest bit.

   What makes it quick beyond compiling: once an atom is chosen, only cases in which it holds are looked at any
   more, their bits moved together. An atom holds in half of the cases at most where it may be turned round
   (literals.py), so that the pairs at the end of a set of five are counted over an eighth of the cases.

   The interpreter's lock is let go of: callers run parts of one size in threads. */

#define Py_LIMITED_API 0x030B0000
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MOST_K 5

#if defined(_MSC_VER)
#include <intrin.h>
#define POPCOUNT(x) ((int)__popcnt64(x))
#define INLINE static __forceinline
#else
#define POPCOUNT(x) __builtin_popcountll(x)
#define INLINE static inline __attribute__((always_inline))
#endif

/* On 64-bit Intel and AMD each loop is compiled for three kinds of processor; which runs is settled once. */
#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define SEVERAL_PROCESSORS 1
#define OF_2013 __attribute__((target("avx2,bmi2,popcnt")))
#define OF_2019 __attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vpopcntdq,bmi2,popcnt")))
#endif
static int processor = 0; /* 0 any, 1 of 2013 or later, 2 of 2019 or later */

typedef struct {
    int m, k, part, parts;
    const uint8_t *apart;    /* [m * m]: whether two atoms may be asked in one tree */
    const uint8_t *complete; /* [m]: whether lacking the atom can be asked */
    const uint8_t *wanted;   /* [m]: which of the cues that must be asked an atom belongs to, as a bit */
    int all_wanted;
    const int32_t *lower[2]; /* tables of size k - 1, of either class */
    int32_t *table[2];       /* tables of size k, where they are kept */
    double price[2];         /* of a missed case, of a false alarm */
    double *least, *most;    /* of size k - 1: least and most of the difference, where k is the last size */
    int64_t *after[MOST_K];  /* [t][s]: sets of size k - 1 that come after those whose element t is s */
    int64_t smaller_count;
    int64_t place;           /* of the first set that begins with the atoms chosen */
    int chosen[MOST_K];
    uint64_t *moved[MOST_K]; /* bits moved together after each atom */
    int32_t *counts[2];      /* [m] */
} Sweep;

/* Bits of `x` where `mask` is 1, moved together. */
INLINE uint64_t gathered_plainly(uint64_t x, uint64_t mask)
{
    uint64_t still = ~mask << 1;
    x &= mask;
    for (int i = 0; i < 6; i++) {
        uint64_t parity = still ^ (still << 1);
        parity ^= parity << 2; parity ^= parity << 4; parity ^= parity << 8;
        parity ^= parity << 16; parity ^= parity << 32;
        uint64_t move = parity & mask;
        mask = (mask ^ move) | (move >> (1 << i));
        uint64_t moving = x & move;
        x = (x ^ moving) | (moving >> (1 << i));
        still &= ~parity;
    }
    return x;
}

#define MOVE_TOGETHER(NAME, GATHERED, ATTRIBUTE)                                                          \
    ATTRIBUTE static void NAME(const uint64_t *row, const uint64_t *mask, int words, uint64_t *out)        \
    {                                                                                                      \
        uint64_t held = 0;                                                                                 \
        int filled = 0, at = 0;                                                                            \
        for (int i = 0; i < words; i++) {                                                                  \
            uint64_t bits = GATHERED(row[i], mask[i]);                                                     \
            uint64_t over = (bits >> 1) >> (63 - filled);                                                  \
            held |= bits << filled;                                                                        \
            out[at] = held;                                                                                \
            filled += POPCOUNT(mask[i]);                                                                   \
            int full = filled >> 6;                                                                        \
            held = full ? over : held;                                                                     \
            at += full;                                                                                    \
            filled &= 63;                                                                                  \
        }                                                                                                  \
        if (filled) out[at] = held;                                                                        \
    }

MOVE_TOGETHER(moved_plainly, gathered_plainly, )
#ifdef SEVERAL_PROCESSORS
MOVE_TOGETHER(moved_by_pext, _pext_u64, __attribute__((target("bmi2,popcnt"))))
#endif

static void move_together(const uint64_t *row, const uint64_t *mask, int words, uint64_t *out)
{
#ifdef SEVERAL_PROCESSORS
    if (processor) {
        moved_by_pext(row, mask, words, out);
        return;
    }
#endif
    moved_plainly(row, mask, words, out);
}

INLINE int32_t both(const uint64_t *one, const uint64_t *other, int words)
{
    int64_t sum = 0;
    for (int i = 0; i < words; i++) sum += POPCOUNT(one[i] & other[i]);
    return (int32_t)sum;
}

/* The table of a set whose atoms hold together in `count` cases, from those without each of its atoms. */
INLINE void fill_table(const int k, int32_t *table, int32_t count, const int32_t *const *lower)
{
    const int whole = 1 << k;
    table[whole - 1] = count;
    for (int t = k - 1; t >= 0; t--) {
        const int half = 1 << (k - 1 - t);
        for (int i = 0; i < half; i++)
            table[whole - 2 * half + i] = lower[t][whole / 2 - half + i] - table[whole - half + i];
    }
}

/* Lower a table of the size below to the least of both ways of asking atom t. */
INLINE void lower_to(const int k, const int t, double *into, const double *of)
{
    const int half = 1 << (k - 1 - t);
    for (int high = 0; high < (1 << t); high++)
        for (int low = 0; low < half; low++) {
            double a = of[2 * high * half + low], b = of[2 * high * half + half + low];
            double less = a < b ? a : b, held = into[high * half + low];
            into[high * half + low] = less < held ? less : held;
        }
}

INLINE void raise_to(const int k, const int t, double *into, const double *of)
{
    const int half = 1 << (k - 1 - t);
    for (int high = 0; high < (1 << t); high++)
        for (int low = 0; low < half; low++) {
            double a = of[2 * high * half + low], b = of[2 * high * half + half + low];
            double more = a > b ? a : b, held = into[high * half + low];
            into[high * half + low] = more > held ? more : held;
        }
}

/* All sets that begin with the atoms chosen, of which one is still to come. `counts` holds how often. */
INLINE void finish(const int k, Sweep *s)
{
    const int last = k > 1 ? s->chosen[k - 2] : -1, width = 1 << k;
    int64_t base[MOST_K], prefix = 0;
    int wanted = 0, together = 1;
    for (int t = 0; t < k - 1; t++) {
        wanted |= s->wanted[s->chosen[t]];
        for (int u = 0; u < t && s->apart; u++) together &= s->apart[s->chosen[u] * s->m + s->chosen[t]];
        base[t] = s->smaller_count - 1;
        for (int i = 0, at = 0; i < k - 1; i++)
            if (i != t) { base[t] -= s->after[at][s->chosen[i]]; at++; }
    }
    prefix = s->smaller_count - 1;
    for (int i = 0; i < k - 1; i++) prefix -= s->after[i][s->chosen[i]];
    int64_t place = s->place;
    double least[32], most[32];
    for (int w = 0; w < width; w++) { least[w] = INFINITY; most[w] = -INFINITY; }
    for (int e = last + 1; e < s->m; e++, place++) {
        const int32_t *lower[2][MOST_K];
        int32_t kept[2][32];
        for (int c = 0; c < 2; c++) {
            for (int t = 0; t < k - 1; t++) {
                int64_t rank = base[t] - s->after[k - 2][e];
                lower[c][t] = s->lower[c] + rank * (width / 2);
            }
            lower[c][k - 1] = s->lower[c] + prefix * (width / 2);
            fill_table(k, s->table[c] ? s->table[c] + place * width : kept[c], s->counts[c][e], lower[c]);
        }
        if (s->table[0]) continue;
        int allowed = together && (wanted | s->wanted[e]) == s->all_wanted, lacking = s->complete[e] ? 0 : 1;
        for (int t = 0; t < k - 1; t++) {
            allowed &= s->apart[s->chosen[t] * s->m + e];
            if (!s->complete[s->chosen[t]]) lacking |= 1 << (k - 1 - t);
        }
        if (!allowed) continue;
        double of[32] = {0};
        for (int w = 0; w < width; w++) of[w] = s->price[0] * kept[0][w] - s->price[1] * kept[1][w];
        double *of_most = of, raised[32];
        if (lacking) {
            for (int w = 0; w < width; w++) {
                raised[w] = w & lacking ? -INFINITY : of[w];
                of[w] = w & lacking ? INFINITY : of[w];
            }
            of_most = raised;
        }
        for (int w = 0; w < width; w++) {
            least[w] = of[w] < least[w] ? of[w] : least[w];
            most[w] = of_most[w] > most[w] ? of_most[w] : most[w];
        }
        for (int t = 0; t < k - 1; t++) {
            int64_t rank = base[t] - s->after[k - 2][e];
            lower_to(k, t, s->least + rank * (width / 2), of);
            raise_to(k, t, s->most + rank * (width / 2), of_most);
        }
    }
    if (!s->table[0]) {
        lower_to(k, k - 1, s->least + prefix * (width / 2), least);
        raise_to(k, k - 1, s->most + prefix * (width / 2), most);
    }
}

static int64_t choose(int64_t n, int k)
{
    int64_t found = 1;
    if (n < k) return 0;
    for (int i = 0; i < k; i++) found = found * (n - i) / (i + 1);
    return found;
}

/* The place, among sets of size k, of the first that begins with the atoms chosen. */
static int64_t first_place(const Sweep *s)
{
    int64_t place = 0;
    int before = -1;
    for (int t = 0; t < s->k - 1; t++) {
        for (int a = before + 1; a < s->chosen[t]; a++) place += choose(s->m - 1 - a, s->k - 1 - t);
        before = s->chosen[t];
    }
    return place;
}

/* Rows of the atoms after `last`: words of the one class, then of the other. */
#define LAST_TWO(K, NAME, ATTRIBUTE)                                                                       \
    ATTRIBUTE static void last_two_##K##NAME(Sweep *s, const uint64_t *rows, int w0, int w1, int last)     \
    {                                                                                                      \
        const int64_t stride = w0 + w1;                                                                    \
        for (int d = last + 1; d < s->m - 1; d++) {                                                        \
            const uint64_t *of_d = rows + (d - last - 1) * stride;                                         \
            for (int e = d + 1; e < s->m; e++) {                                                           \
                const uint64_t *of_e = rows + (e - last - 1) * stride;                                     \
                s->counts[0][e] = both(of_d, of_e, w0);                                                    \
                s->counts[1][e] = both(of_d + w0, of_e + w0, w1);                                          \
            }                                                                                              \
            s->chosen[K - 2] = d;                                                                          \
            s->place = s->table[0] ? first_place(s) : 0;                                                   \
            finish(K, s);                                                                                  \
        }                                                                                                  \
    }
#define LAST_TWO_OF_ALL(NAME, ATTRIBUTE)                                                                   \
    LAST_TWO(2, NAME, ATTRIBUTE)                                                                           \
    LAST_TWO(3, NAME, ATTRIBUTE)                                                                           \
    LAST_TWO(4, NAME, ATTRIBUTE)                                                                           \
    LAST_TWO(5, NAME, ATTRIBUTE)                                                                           \
    static void last_two##NAME(Sweep *s, const uint64_t *rows, int w0, int w1, int last)                   \
    {                                                                                                      \
        switch (s->k) {                                                                                    \
        case 2: last_two_2##NAME(s, rows, w0, w1, last); break;                                            \
        case 3: last_two_3##NAME(s, rows, w0, w1, last); break;                                            \
        case 4: last_two_4##NAME(s, rows, w0, w1, last); break;                                            \
        default: last_two_5##NAME(s, rows, w0, w1, last);                                                  \
        }                                                                                                  \
    }
LAST_TWO_OF_ALL(_on_any, )
#ifdef SEVERAL_PROCESSORS
LAST_TWO_OF_ALL(_of_2013, OF_2013)
LAST_TWO_OF_ALL(_of_2019, OF_2019)
#endif

static void last_two(Sweep *s, const uint64_t *rows, int w0, int w1, int last)
{
#ifdef SEVERAL_PROCESSORS
    if (processor == 2) { last_two_of_2019(s, rows, w0, w1, last); return; }
    if (processor == 1) { last_two_of_2013(s, rows, w0, w1, last); return; }
#endif
    last_two_on_any(s, rows, w0, w1, last);
}

static int bits_of(const uint64_t *row, int words)
{
    int sum = 0;
    for (int i = 0; i < words; i++) sum += POPCOUNT(row[i]);
    return sum;
}

static int64_t descend(Sweep *s, int level, const uint64_t *rows, int w0, int w1, int last, int64_t turn)
{
    const int64_t stride = w0 + w1;
    if (s->k - level == 2) {
        last_two(s, rows, w0, w1, last);
        return turn;
    }
    /* Threads take turns at the second atom where there is one before the last two, else at the first. */
    const int sharing = s->k >= 4 ? 1 : 0;
    for (int c = last + 1; c <= s->m - (s->k - level); c++) {
        if (level == sharing && turn++ % s->parts != s->part) continue;
        const uint64_t *mask = rows + (c - last - 1) * stride;
        const int n0 = (bits_of(mask, w0) + 63) / 64, n1 = (bits_of(mask + w0, w1) + 63) / 64;
        uint64_t *out = s->moved[level];
        /* One word more than is kept may be written: rows follow each other, each written after the one before. */
        for (int d = c + 1; d < s->m; d++) {
            const uint64_t *row = rows + (d - last - 1) * stride;
            uint64_t *to = out + (int64_t)(d - c - 1) * (n0 + n1);
            move_together(row, mask, w0, to);
            move_together(row + w0, mask + w0, w1, to + n0);
        }
        s->chosen[level] = c;
        turn = descend(s, level + 1, out, n0, n1, c, turn);
    }
    return turn;
}

static int run(Sweep *s, const uint64_t *rows, int w0, int w1)
{
    int fine = 1;
    int64_t words = (int64_t)s->m * (w0 + w1 + 2) + 2;
    for (int i = 0; i < MOST_K; i++) { s->after[i] = NULL; s->moved[i] = NULL; }
    s->counts[0] = malloc(sizeof(int32_t) * s->m);
    s->counts[1] = malloc(sizeof(int32_t) * s->m);
    fine = s->counts[0] && s->counts[1];
    for (int t = 0; t + 1 < s->k && fine; t++) {
        s->after[t] = malloc(sizeof(int64_t) * s->m);
        if (!(fine = s->after[t] != NULL)) break;
        for (int a = 0; a < s->m; a++) s->after[t][a] = choose(s->m - 1 - a, s->k - 1 - t);
    }
    for (int i = 0; i + 2 < s->k && fine; i++) fine = (s->moved[i] = malloc(sizeof(uint64_t) * words)) != NULL;
    s->smaller_count = choose(s->m, s->k - 1);
    s->place = 0;
    if (fine && s->k == 1) {
        for (int e = 0; e < s->m; e++) {
            s->counts[0][e] = bits_of(rows + (int64_t)e * (w0 + w1), w0);
            s->counts[1][e] = bits_of(rows + (int64_t)e * (w0 + w1) + w0, w1);
        }
        if (s->part == 0) finish(1, s);
    } else if (fine && !(s->k == 2 && s->part)) {
        descend(s, 0, rows, w0, w1, -1, 0);
    }
    for (int i = 0; i < MOST_K; i++) { free(s->after[i]); free(s->moved[i]); }
    free(s->counts[0]);
    free(s->counts[1]);
    return fine;
}

/* Values of one size from what follows, and from them what goes before: see Search._before and _lowest. */
INLINE void carry(const int k, int m, const int32_t *const *table, const double *after0, const double *after1,
                  const double *price, double asked, const uint8_t *apart, const uint8_t *complete,
                  const uint8_t *wanted, int all_wanted, double *value, double *before0, double *before1)
{
    int set[MOST_K];
    const int width = 1 << k;
    int64_t smaller = choose(m, k - 1), rank = 0;
    for (int t = 0; t < k; t++) set[t] = t;
    if (k > m) return;
    for (;; rank++) {
        int has = 0, allowed = 1, lacking = 0;
        for (int t = 0; t < k; t++) {
            has |= wanted[set[t]];
            if (!complete[set[t]]) lacking |= 1 << (k - 1 - t);
            for (int u = 0; u < t; u++) allowed &= apart[set[u] * m + set[t]];
        }
        double of0[16], of1[16];
        for (int w = 0; w < width; w++) {
            const int64_t at = rank * width + w;
            const double missed = price[0] * table[0][at], alarms = price[1] * table[1][at];
            const double leaf = has == all_wanted ? (missed < alarms ? missed : alarms) : INFINITY;
            const double one = alarms + after0[at], other = missed + after1[at];
            const double on = (one < other ? one : other) + asked * (table[0][at] + table[1][at]);
            double least = leaf < on ? leaf : on;
            value[at] = least;
            if (!allowed || (w & lacking)) least = INFINITY;
            of0[w] = least - alarms;
            of1[w] = least - missed;
        }
        for (int t = 0; t < k; t++) {
            int64_t place = smaller - 1;
            for (int i = 0, at = 0; i < k; i++)
                if (i != t) { place -= choose(m - 1 - set[i], k - 1 - at); at++; }
            lower_to(k, t, before0 + place * (width / 2), of0);
            lower_to(k, t, before1 + place * (width / 2), of1);
        }
        int t = k - 1;
        while (t >= 0 && set[t] == m - k + t) t--;
        if (t < 0) return;
        set[t]++;
        for (t++; t < k; t++) set[t] = set[t - 1] + 1;
    }
}

#define CARRY(NAME, ATTRIBUTE)                                                                             \
    ATTRIBUTE static void carry##NAME(                                                                     \
        int k, int m, const int32_t *const *table, const double *after0, const double *after1,             \
        const double *price, double asked, const uint8_t *apart, const uint8_t *complete,                  \
        const uint8_t *wanted, int all_wanted, double *value, double *before0, double *before1)            \
    {                                                                                                      \
        if (k == 1)                                                                                        \
            carry(1, m, table, after0, after1, price, asked, apart, complete, wanted, all_wanted, value,   \
                  before0, before1);                                                                       \
        else if (k == 2)                                                                                   \
            carry(2, m, table, after0, after1, price, asked, apart, complete, wanted, all_wanted, value,   \
                  before0, before1);                                                                       \
        else if (k == 3)                                                                                   \
            carry(3, m, table, after0, after1, price, asked, apart, complete, wanted, all_wanted, value,   \
                  before0, before1);                                                                       \
        else                                                                                               \
            carry(4, m, table, after0, after1, price, asked, apart, complete, wanted, all_wanted, value,   \
                  before0, before1);                                                                       \
    }
CARRY(_on_any, )
#ifdef SEVERAL_PROCESSORS
CARRY(_of_2013, OF_2013)
CARRY(_of_2019, OF_2019)
#endif

static PyObject *done(int fine)
{
    if (!fine) return PyErr_NoMemory();
    Py_RETURN_NONE;
}

/* tables(rows, words of class 0, words of class 1, m, k, part, parts, lower 0, lower 1, into 0, into 1) */
static PyObject *tables(PyObject *self, PyObject *args)
{
    Py_buffer rows, lower[2], into[2];
    int w0, w1, fine;
    Sweep s;
    (void)self;
    memset(&s, 0, sizeof s);
    if (!PyArg_ParseTuple(args, "y*iiiiiiy*y*w*w*", &rows, &w0, &w1, &s.m, &s.k, &s.part, &s.parts, &lower[0],
                          &lower[1], &into[0], &into[1]))
        return NULL;
    uint8_t *nothing = calloc((size_t)s.m, 1);
    s.wanted = nothing;
    for (int c = 0; c < 2; c++) { s.lower[c] = lower[c].buf; s.table[c] = into[c].buf; }
    Py_BEGIN_ALLOW_THREADS
    fine = nothing != NULL && run(&s, rows.buf, w0, w1);
    Py_END_ALLOW_THREADS
    free(nothing);
    PyBuffer_Release(&rows);
    for (int c = 0; c < 2; c++) { PyBuffer_Release(&lower[c]); PyBuffer_Release(&into[c]); }
    return done(fine);
}

/* ends(rows, words, words, m, k, part, parts, lower 0, lower 1, missed, false alarm, apart, complete, wanted,
        all wanted, least, most) */
static PyObject *ends(PyObject *self, PyObject *args)
{
    Py_buffer rows, lower[2], apart, complete, wanted, least, most;
    int w0, w1, fine;
    Sweep s;
    (void)self;
    memset(&s, 0, sizeof s);
    if (!PyArg_ParseTuple(args, "y*iiiiiiy*y*ddy*y*y*iw*w*", &rows, &w0, &w1, &s.m, &s.k, &s.part, &s.parts,
                          &lower[0], &lower[1], &s.price[0], &s.price[1], &apart, &complete, &wanted,
                          &s.all_wanted, &least, &most))
        return NULL;
    for (int c = 0; c < 2; c++) s.lower[c] = lower[c].buf;
    s.apart = apart.buf;
    s.complete = complete.buf;
    s.wanted = wanted.buf;
    s.least = least.buf;
    s.most = most.buf;
    Py_BEGIN_ALLOW_THREADS
    fine = run(&s, rows.buf, w0, w1);
    Py_END_ALLOW_THREADS
    PyBuffer_Release(&rows);
    for (int c = 0; c < 2; c++) PyBuffer_Release(&lower[c]);
    PyBuffer_Release(&apart);
    PyBuffer_Release(&complete);
    PyBuffer_Release(&wanted);
    PyBuffer_Release(&least);
    PyBuffer_Release(&most);
    return done(fine);
}

/* carried(m, k, table 0, table 1, after 0, after 1, missed, false alarm, asked, apart, complete, wanted,
           all wanted, value, before 0, before 1) */
static PyObject *carried(PyObject *self, PyObject *args)
{
    Py_buffer b[2], after[2], apart, complete, wanted, value, before[2];
    int m, k, all_wanted;
    double price[2], asked;
    (void)self;
    if (!PyArg_ParseTuple(args, "iiy*y*y*y*dddy*y*y*iw*w*w*", &m, &k, &b[0], &b[1], &after[0], &after[1],
                          &price[0], &price[1], &asked, &apart, &complete, &wanted, &all_wanted, &value,
                          &before[0], &before[1]))
        return NULL;
    const int32_t *table[2] = {b[0].buf, b[1].buf};
    Py_BEGIN_ALLOW_THREADS
#ifdef SEVERAL_PROCESSORS
    (processor == 2 ? carry_of_2019 : processor == 1 ? carry_of_2013 : carry_on_any)
#else
    carry_on_any
#endif
    (k, m, table, after[0].buf, after[1].buf, price, asked, apart.buf, complete.buf, wanted.buf, all_wanted,
     value.buf, before[0].buf, before[1].buf);
    Py_END_ALLOW_THREADS
    for (int c = 0; c < 2; c++) {
        PyBuffer_Release(&b[c]);
        PyBuffer_Release(&after[c]);
        PyBuffer_Release(&before[c]);
    }
    PyBuffer_Release(&apart);
    PyBuffer_Release(&complete);
    PyBuffer_Release(&wanted);
    PyBuffer_Release(&value);
    return done(1);
}

static PyMethodDef methods[] = {
    {"tables", tables, METH_VARARGS, "Tables of one size from those of the size below."},
    {"ends", ends, METH_VARARGS, "What the last size brings to each set of the size below."},
    {"carried", carried, METH_VARARGS, "Values of one size, and what they bring to the size below."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {PyModuleDef_HEAD_INIT, "_counting", NULL, -1, methods, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__counting(void)
{
#ifdef SEVERAL_PROCESSORS
    __builtin_cpu_init();
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2")) processor = 1;
    if (processor && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw")
        && __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512vl")
        && __builtin_cpu_supports("avx512vpopcntdq"))
        processor = 2;
#endif
    return PyModule_Create(&module);
}
