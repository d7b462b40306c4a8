#include "CSeal.h"

#include <sodium.h>
#include <string.h>

_Static_assert(crypto_box_SEALBYTES == 48 && crypto_box_PUBLICKEYBYTES == 32, "sealed box sizes");
_Static_assert(crypto_secretstream_xchacha20poly1305_HEADERBYTES == 24, "secretstream header");
_Static_assert(crypto_secretstream_xchacha20poly1305_ABYTES == 17, "secretstream overhead");
_Static_assert(crypto_secretstream_xchacha20poly1305_KEYBYTES == 32, "data key");
_Static_assert(sizeof(crypto_secretstream_xchacha20poly1305_state) == FH_SEAL_STATE, "secretstream state");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == 16, "letter slot tag");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24, "letter slot nonce");

static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_seal_box(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *public_key) {
    if (ready() != 0) return -1;
    return crypto_box_seal(out, message, message_len, public_key);
}

int fh_seal_stream(uint8_t *header, uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad,
                   size_t ad_len, const uint8_t *key) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state state;
    int result = crypto_secretstream_xchacha20poly1305_init_push(&state, header, key);
    if (result == 0) {
        result = crypto_secretstream_xchacha20poly1305_push(&state, out, NULL, message, message_len, ad, ad_len,
                                                            crypto_secretstream_xchacha20poly1305_TAG_FINAL);
    }
    sodium_memzero(&state, sizeof state);
    return result;
}

int fh_seal_stream_begin(uint8_t *state, uint8_t *header, const uint8_t *key) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state own;
    int result = crypto_secretstream_xchacha20poly1305_init_push(&own, header, key);
    memcpy(state, &own, sizeof own);
    sodium_memzero(&own, sizeof own);
    return result;
}

int fh_seal_stream_next(uint8_t *state, uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad,
                        size_t ad_len, int is_last) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state own;
    memcpy(&own, state, sizeof own);
    unsigned char tag = is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0;
    int result = crypto_secretstream_xchacha20poly1305_push(&own, out, NULL, message, message_len, ad, ad_len, tag);
    memcpy(state, &own, sizeof own);
    sodium_memzero(&own, sizeof own);
    return result;
}

int fh_seal_aead(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                 const uint8_t *nonce, const uint8_t *key) {
    if (ready() != 0) return -1;
    return crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, message, message_len, ad, ad_len, NULL, nonce, key);
}

int fh_seal_pad(uint8_t *buffer, size_t len, size_t size) {
    size_t padded = 0;
    if (ready() != 0 || len >= size) return -1;
    if (sodium_pad(&padded, buffer, len, size, size) != 0 || padded != size) return -1;
    return 0;
}
