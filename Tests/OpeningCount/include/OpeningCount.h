#ifndef FIRSTHAND_OPENING_COUNT_H
#define FIRSTHAND_OPENING_COUNT_H

#include <stddef.h>
#include <stdint.h>

// For tests: how often a sealed body is opened. The programs know nothing of it: libsodium's own call is watched.

/// Watches the openings of this ciphertext on the calling thread, from none.
void fh_count_openings(const uint8_t *ciphertext, size_t length);
/// How often it was opened since.
long fh_counted_openings(void);

/// Watches the openings of every body on the calling thread, from none.
void fh_count_all_openings(void);
/// How many bodies were opened since.
long fh_opened_bodies(void);
/// The most often that one of them was.
long fh_most_openings(void);

#endif
