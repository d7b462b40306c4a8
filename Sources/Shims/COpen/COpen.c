#include "COpen.h"

#include <sodium.h>

_Static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == 17, "secretstream overhead");
_Static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == 32, "data key");

static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_open_stream(uint8_t *out, const uint8_t *header, const uint8_t *box, size_t box_len, const uint8_t *ad,
                   size_t ad_len, const uint8_t *key) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state state;
    unsigned char tag = 0;
    int result = crypto_secretstream_xchacha20poly1305_init_pull(&state, header, key);
    if (result == 0) {
        result = crypto_secretstream_xchacha20poly1305_pull(&state, out, NULL, &tag, box, box_len, ad, ad_len);
    }
    // Without this check a first part of a longer stream would pass for the whole.
    if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) result = -1;
    sodium_memzero(&state, sizeof state);
    return result;
}

long fh_open_unpad(const uint8_t *buffer, size_t size) {
    size_t len = 0;
    if (ready() != 0 || sodium_unpad(&len, buffer, size, size) != 0) return -1;
    return (long) len;
}
