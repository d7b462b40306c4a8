#include "CUnseal.h"

#include <sodium.h>
#include <string.h>

_Static_assert(crypto_box_SEEDBYTES == 32 && crypto_box_SECRETKEYBYTES == 32, "X25519 sizes");
_Static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64, "Ed25519 sizes");
_Static_assert(crypto_pwhash_SALTBYTES == 16, "Argon2id salt");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32, "key file box");
_Static_assert(sizeof(crypto_secretstream_xchacha20poly1305_state) == FH_UNSEAL_STATE, "secretstream state");

static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_unseal_box_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed) {
    if (ready() != 0) return -1;
    return crypto_box_seed_keypair(public_key, secret_key, seed);
}

int fh_unseal_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed) {
    if (ready() != 0) return -1;
    return crypto_sign_seed_keypair(public_key, secret_key, seed);
}

int fh_unseal_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key) {
    if (ready() != 0) return -1;
    return crypto_sign_detached(signature, NULL, message, message_len, secret_key);
}

int fh_unseal_box(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *public_key,
                  const uint8_t *secret_key) {
    if (ready() != 0) return -1;
    return crypto_box_seal_open(out, box, box_len, public_key, secret_key);
}

int fh_unseal_password_key(uint8_t *out, const uint8_t *passphrase, size_t passphrase_len, const uint8_t *salt,
                           unsigned long long opslimit, size_t memlimit) {
    if (ready() != 0) return -1;
    return crypto_pwhash(out, 32, (const char *) passphrase, passphrase_len, salt, opslimit, memlimit,
                         crypto_pwhash_ALG_ARGON2ID13);
}

int fh_unseal_aead_seal(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                        const uint8_t *nonce, const uint8_t *key) {
    if (ready() != 0) return -1;
    return crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, message, message_len, ad, ad_len, NULL, nonce, key);
}

int fh_unseal_aead_open(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad, size_t ad_len,
                        const uint8_t *nonce, const uint8_t *key) {
    if (ready() != 0) return -1;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, box, box_len, ad, ad_len, nonce, key);
}

int fh_unseal_stream_begin(uint8_t *state, const uint8_t *header, const uint8_t *key) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state own;
    int result = crypto_secretstream_xchacha20poly1305_init_pull(&own, header, key);
    memcpy(state, &own, sizeof own);
    sodium_memzero(&own, sizeof own);
    return result;
}

int fh_unseal_stream_next(uint8_t *state, uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad,
                          size_t ad_len, int is_last) {
    if (ready() != 0) return -1;
    crypto_secretstream_xchacha20poly1305_state own;
    memcpy(&own, state, sizeof own);
    unsigned char tag = 0;
    int result = crypto_secretstream_xchacha20poly1305_pull(&own, out, NULL, &tag, box, box_len, ad, ad_len);
    // Without this check a first part of a backup would pass for the whole.
    if (tag != (is_last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0)) result = -1;
    memcpy(state, &own, sizeof own);
    sodium_memzero(&own, sizeof own);
    return result;
}
