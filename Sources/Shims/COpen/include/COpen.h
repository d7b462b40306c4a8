#ifndef FIRSTHAND_COPEN_H
#define FIRSTHAND_COPEN_H

#include <stddef.h>
#include <stdint.h>

// Opens with a data key that somebody already has. Nothing here turns a secret key into a data key.

/// One secretstream message that must carry the tag FINAL: `out` holds box_len - 17 bytes.
int fh_open_stream(uint8_t *out, const uint8_t *header, const uint8_t *box, size_t box_len, const uint8_t *ad,
                   size_t ad_len, const uint8_t *key);
/// The length under the padding of a buffer padded to exactly `size`, or -1.
long fh_open_unpad(const uint8_t *buffer, size_t size);

#endif
