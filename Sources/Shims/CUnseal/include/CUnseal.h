#ifndef FIRSTHAND_CUNSEAL_H
#define FIRSTHAND_CUNSEAL_H

#include <stddef.h>
#include <stdint.h>

// Secret keys: their file, what they open, what they sign. The intake never links this.

int fh_unseal_box_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed);
int fh_unseal_signing_key(uint8_t *public_key, uint8_t *secret_key, const uint8_t *seed);
int fh_unseal_sign(uint8_t *signature, const uint8_t *message, size_t message_len, const uint8_t *secret_key);
/// crypto_box_seal_open: `out` holds box_len - 48 bytes.
int fh_unseal_box(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *public_key,
                  const uint8_t *secret_key);
/// Argon2id, version 1.3: 32 bytes from a passphrase and a 16-byte salt.
int fh_unseal_password_key(uint8_t *out, const uint8_t *passphrase, size_t passphrase_len, const uint8_t *salt,
                           unsigned long long opslimit, size_t memlimit);
int fh_unseal_aead_seal(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                        const uint8_t *nonce, const uint8_t *key);
int fh_unseal_aead_open(uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad, size_t ad_len,
                        const uint8_t *nonce, const uint8_t *key);
/// The bytes of the state of a secretstream of many messages.
#define FH_UNSEAL_STATE 52
/// Begins to open a secretstream of many messages: `state` FH_UNSEAL_STATE bytes, `header` 24.
int fh_unseal_stream_begin(uint8_t *state, const uint8_t *header, const uint8_t *key);
/// The next message, which must carry the tag FINAL if and only if it is the last: `out` holds box_len - 17 bytes.
int fh_unseal_stream_next(uint8_t *state, uint8_t *out, const uint8_t *box, size_t box_len, const uint8_t *ad,
                          size_t ad_len, int is_last);

#endif
