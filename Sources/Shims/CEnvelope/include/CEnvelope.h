#ifndef FIRSTHAND_CENVELOPE_H
#define FIRSTHAND_CENVELOPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What every program may do: hash, check a signature, compare, draw random bytes, hold memory.
// Nothing here needs or accepts a secret key of a reviewer, a publisher or a steward.

/// BLAKE2b of `head` followed by `in`; `key` may be null with `key_len` 0. Returns 0 on success.
int fh_envelope_hash(uint8_t *out, size_t out_len, const uint8_t *head, size_t head_len, const uint8_t *in,
                     size_t in_len, const uint8_t *key, size_t key_len);
/// Ed25519. Returns 0 if the 64-byte signature is good.
int fh_envelope_verify(const uint8_t *signature, const uint8_t *message, size_t message_len,
                       const uint8_t *public_key);
/// 1 if the 32 bytes are a point of Ed25519's main subgroup, in canonical form.
int fh_envelope_is_signing_key(const uint8_t *public_key);
/// 0 if equal, in constant time.
int fh_envelope_compare(const uint8_t *a, const uint8_t *b, size_t len);
void fh_envelope_random(uint8_t *out, size_t len);
/// Guarded, locked memory that is left out of core dumps; null if there is none.
void *fh_envelope_alloc(size_t len);
/// Wipes guarded memory of `len` bytes, and gives it back.
void fh_envelope_free(void *memory, size_t len);
/// From here on some of what is wiped is kept for the next who asks for as many bytes, until `fh_envelope_free_spares` was
/// called as often.
void fh_envelope_keep_spares(void);
void fh_envelope_free_spares(void);
/// No core dump of this process, by file or by pipe, and no other process of the account may read its memory.
int fh_envelope_keep_private(void);
/// Whether so many bytes can be locked in memory.
bool fh_envelope_can_lock(size_t len);
void fh_envelope_wipe(void *memory, size_t len);

#endif
