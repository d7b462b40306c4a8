#include "CMailbox.h"

#include <sodium.h>

_Static_assert(crypto_sign_SEEDBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64, "Ed25519 sizes");

static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_mailbox_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed) {
    if (ready() != 0) return -1;
    return crypto_sign_seed_keypair(public_key, secret_key, seed);
}

int fh_mailbox_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key) {
    if (ready() != 0) return -1;
    return crypto_sign_detached(signature, NULL, message, message_len, secret_key);
}
