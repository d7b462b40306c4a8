#include "CPress.h"

#include <sodium.h>

_Static_assert(crypto_hash_sha256_BYTES == 32, "SHA-256");

int fh_press_sha256(uint8_t *out, const uint8_t *in, size_t in_len) {
    if (sodium_init() < 0) return -1;
    return crypto_hash_sha256(out, in, in_len);
}
