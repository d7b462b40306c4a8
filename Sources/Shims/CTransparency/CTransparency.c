#include "CTransparency.h"

#include <sodium.h>

_Static_assert(crypto_hash_sha256_BYTES == 32, "SHA-256");
_Static_assert(sizeof(crypto_hash_sha256_state) <= FH_TRANSPARENCY_SHA256_WORDS * sizeof(uint64_t), "SHA-256 state");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(uint64_t), "SHA-256 alignment");

int fh_transparency_sha256_init(uint64_t *state) {
    if (sodium_init() < 0) return -1;
    return crypto_hash_sha256_init((crypto_hash_sha256_state *)state);
}

int fh_transparency_sha256_update(uint64_t *state, const uint8_t *in, size_t in_len) {
    return crypto_hash_sha256_update((crypto_hash_sha256_state *)state, in, in_len);
}

int fh_transparency_sha256_final(uint64_t *state, uint8_t *out) {
    return crypto_hash_sha256_final((crypto_hash_sha256_state *)state, out);
}
