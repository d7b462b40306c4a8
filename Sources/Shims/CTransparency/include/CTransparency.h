#ifndef FIRSTHAND_CTRANSPARENCY_H
#define FIRSTHAND_CTRANSPARENCY_H

#include <stddef.h>
#include <stdint.h>

// SHA-256 piece by piece, for SHA256SUMS and for the months that partners witness. A state is 16 words, so that it is
// aligned; the caller holds it.

#define FH_TRANSPARENCY_SHA256_WORDS 16

int fh_transparency_sha256_init(uint64_t *state);
int fh_transparency_sha256_update(uint64_t *state, const uint8_t *in, size_t in_len);
/// 32 bytes into `out`; the state is then used up.
int fh_transparency_sha256_final(uint64_t *state, uint8_t *out);

#endif
