#ifndef FIRSTHAND_CPRESS_H
#define FIRSTHAND_CPRESS_H

#include <stddef.h>
#include <stdint.h>

/// SHA-256, for SHA256SUMS.
int fh_press_sha256(uint8_t *out, const uint8_t *in, size_t in_len);

#endif
