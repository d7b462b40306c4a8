#define _GNU_SOURCE
#include "OpeningCount.h"

#include <dlfcn.h>
#include <sodium.h>
#include <string.h>

// The first bytes of a ciphertext are random enough to be its name.
static _Thread_local unsigned char watched[64];
static _Thread_local long counted;

void fh_count_openings(const uint8_t *ciphertext, size_t length) {
    memset(watched, 0, sizeof watched);
    memcpy(watched, ciphertext, length < sizeof watched ? length : sizeof watched);
    counted = 0;
}

long fh_counted_openings(void) { return counted; }

enum { most_bodies = 4096 };
static _Thread_local struct {
    unsigned char name[sizeof watched];
    long count;
} bodies[most_bodies];
static _Thread_local long opened;

void fh_count_all_openings(void) { opened = 0; }

long fh_opened_bodies(void) { return opened; }

long fh_most_openings(void) {
    long most = 0;
    for (long i = 0; i < opened; i++)
        if (bodies[i].count > most) most = bodies[i].count;
    return most;
}

static void note(const unsigned char *c) {
    for (long i = 0; i < opened; i++)
        if (memcmp(bodies[i].name, c, sizeof watched) == 0) {
            bodies[i].count++;
            return;
        }
    if (opened == most_bodies) return;
    memcpy(bodies[opened].name, c, sizeof watched);
    bodies[opened++].count = 1;
}

typedef int pull(crypto_secretstream_xchacha20poly1305_state *, unsigned char *, unsigned long long *, unsigned char *,
                 const unsigned char *, unsigned long long, const unsigned char *, unsigned long long);

// Stands in the test bundle in the place of libsodium's, and hands every call on to it.
int crypto_secretstream_xchacha20poly1305_pull(crypto_secretstream_xchacha20poly1305_state *state, unsigned char *m,
                                               unsigned long long *mlen, unsigned char *tag, const unsigned char *c,
                                               unsigned long long clen, const unsigned char *ad,
                                               unsigned long long adlen) {
    if (clen >= sizeof watched) note(c);
    if (clen >= sizeof watched && memcmp(c, watched, sizeof watched) == 0) counted++;
    pull *real = (pull *) dlsym(RTLD_NEXT, "crypto_secretstream_xchacha20poly1305_pull");
    return real == NULL ? -1 : real(state, m, mlen, tag, c, clen, ad, adlen);
}
