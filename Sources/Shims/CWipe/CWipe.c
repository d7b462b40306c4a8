// For explicit_bzero.
#define _DEFAULT_SOURCE

#include "CWipe.h"

#include <features.h>
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#ifdef __GLIBC__

// A program may have its own free and realloc (glibc manual, "Replacing malloc"); these are the C library's with a wipe
// before. mallopt(M_PERTURB) is not enough: glibc 2.36 keeps freed blocks of up to 1,032 bytes in a cache of each thread
// and perturbs none of those, and codes, names and header fields are shorter than that.
void __libc_free(void *memory);

void free(void *memory) {
    if (memory == NULL) return;
    // All of the block is this program's until it is freed, also what was asked for in excess.
    explicit_bzero(memory, malloc_usable_size(memory));
    __libc_free(memory);
}

// The library's own would free the old block, or give its end back, with the bytes in it.
void *realloc(void *memory, size_t size) {
    if (memory == NULL) return malloc(size);
    if (size == 0) {
        free(memory);
        return NULL;
    }
    size_t had = malloc_usable_size(memory);
    if (size <= had && size >= had / 2) return memory;
    void *moved = malloc(size);
    if (moved == NULL) return NULL;
    memcpy(moved, memory, had < size ? had : size);
    free(memory);
    return moved;
}

int fh_wipe_on_free(void) {
    // Two heaps and not eight for each processor; large blocks always apart, whatever was freed before.
    mallopt(M_ARENA_MAX, 2);
    mallopt(M_MMAP_THRESHOLD, 128 << 10);
    mallopt(M_TRIM_THRESHOLD, 128 << 10);
    return 1;
}

#else

int fh_wipe_on_free(void) { return 0; }

#endif
