#ifndef FIRSTHAND_CMAILBOX_H
#define FIRSTHAND_CMAILBOX_H

#include <stddef.h>
#include <stdint.h>

// The survivor's own keys, which live as long as one request, and what only they open.

/// Ed25519 from a 32-byte seed: public key 32 bytes, secret key 64.
int fh_mailbox_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed);
int fh_mailbox_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key);

/// `out` holds message_len + 16 bytes; the nonce is 24.
int fh_mailbox_aead_seal(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                         const uint8_t *nonce, const uint8_t *key);
/// `out` holds box_len - 16 bytes.
int fh_mailbox_aead_open(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad, size_t ad_len,
                         const uint8_t *nonce, const uint8_t *key);

#endif
