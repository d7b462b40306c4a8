#include "CMailbox.h"

#include <sodium.h>

_Static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64, "Ed25519 sizes");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_ABYTES == 16, "letter slot and visit token tag");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_NPUBBYTES == 24, "letter slot and visit token nonce");
_Static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == 32, "letter key");

static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_mailbox_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed) {
    if (ready() != 0) return -1;
    return crypto_sign_seed_keypair(public_key, secret_key, seed);
}

int fh_mailbox_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key) {
    if (ready() != 0) return -1;
    return crypto_sign_detached(signature, NULL, message, message_len, secret_key);
}

int fh_mailbox_aead_seal(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                         const uint8_t *nonce, const uint8_t *key) {
    if (ready() != 0) return -1;
    return crypto_aead_xchacha20poly1305_ietf_encrypt(out, NULL, message, message_len, ad, ad_len, NULL, nonce, key);
}

int fh_mailbox_aead_open(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad, size_t ad_len,
                         const uint8_t *nonce, const uint8_t *key) {
    if (ready() != 0) return -1;
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, box, box_len, ad, ad_len, nonce, key);
}
