#ifndef FIRSTHAND_CSEAL_H
#define FIRSTHAND_CSEAL_H

#include <stddef.h>
#include <stdint.h>

// Sealing only: nothing here opens.

/// crypto_box_seal: `out` holds message_len + 48 bytes. Fails on a low-order public key.
int fh_seal_box(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *public_key);
/// One secretstream message with tag FINAL: `header` 24 bytes, `out` message_len + 17 bytes.
int fh_seal_stream(uint8_t *header, uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad,
                   size_t ad_len, const uint8_t *key);
/// The bytes of the state of a secretstream of many messages.
#define FH_SEAL_STATE 52
/// Begins a secretstream of many messages: `state` FH_SEAL_STATE bytes, `header` 24.
int fh_seal_stream_begin(uint8_t *state, uint8_t *header, const uint8_t *key);
/// The next message, with tag FINAL if it is the last: `out` message_len + 17 bytes.
int fh_seal_stream_next(uint8_t *state, uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad,
                        size_t ad_len, int is_last);
/// XChaCha20-Poly1305: `out` holds message_len + 16 bytes, `nonce` 24.
int fh_seal_aead(uint8_t *out, const uint8_t *message, size_t message_len, const uint8_t *ad, size_t ad_len,
                 const uint8_t *nonce, const uint8_t *key);
/// Pads `buffer` (of `size` bytes, the first `len` used) to exactly `size`: 0x80 and zeros. Fails if it does not fit.
int fh_seal_pad(uint8_t *buffer, size_t len, size_t size);

#endif
