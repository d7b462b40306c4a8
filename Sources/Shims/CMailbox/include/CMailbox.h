#ifndef FIRSTHAND_CMAILBOX_H
#define FIRSTHAND_CMAILBOX_H

#include <stddef.h>
#include <stdint.h>

// The survivor's own keys, which live as long as one request.

/// Ed25519 from a 32-byte seed: public key 32 bytes, secret key 64.
int fh_mailbox_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed);
int fh_mailbox_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key);

#endif
