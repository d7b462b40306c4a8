// mmap with MAP_ANONYMOUS.
#define _DEFAULT_SOURCE

#include "CEnvelope.h"

#include <pthread.h>
#include <sodium.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>

_Static_assert(crypto_generichash_BYTES == 32, "a digest is 32 bytes");
_Static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_BYTES == 64, "Ed25519 sizes");

// sodium_init is safe to call from several threads and returns at once after the first time.
static int ready(void) { return sodium_init() < 0 ? -1 : 0; }

int fh_envelope_hash(uint8_t *out, size_t out_len, const uint8_t *head, size_t head_len, const uint8_t *in,
                     size_t in_len, const uint8_t *key, size_t key_len) {
    if (ready() != 0) return -1;
    crypto_generichash_state state;
    if (crypto_generichash_init(&state, key, key_len, out_len) != 0) return -1;
    int result = crypto_generichash_update(&state, head, head_len);
    if (result == 0) result = crypto_generichash_update(&state, in, in_len);
    if (result == 0) result = crypto_generichash_final(&state, out, out_len);
    // The state holds the last block of what was hashed, which may be a story's.
    sodium_memzero(&state, sizeof state);
    return result;
}

int fh_envelope_verify(const uint8_t *signature, const uint8_t *message, size_t message_len,
                       const uint8_t *public_key) {
    if (ready() != 0) return -1;
    return crypto_sign_verify_detached(signature, message, message_len, public_key);
}

int fh_envelope_is_signing_key(const uint8_t *public_key) {
    if (ready() != 0) return 0;
    return crypto_core_ed25519_is_valid_point(public_key);
}

int fh_envelope_compare(const uint8_t *a, const uint8_t *b, size_t len) { return sodium_memcmp(a, b, len); }

void fh_envelope_random(uint8_t *out, size_t len) {
    // randombytes_buf aborts by itself if the system has no entropy source.
    if (ready() != 0) sodium_misuse();
    randombytes_buf(out, len);
}

// Guarded memory that was let go and is kept for the next of the same length, while somebody asks for that. It stays locked
// and between its guard pages, ends where it ended, and is all zeros: it was wiped before it came here.
enum { most_spares = 64, most_spare_bytes = 1 << 20 };
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct {
    void *memory;
    size_t len;
} spares[most_spares];
static size_t spare_count, spare_bytes, keepers;

static void *take_spare(size_t len) {
    void *memory = NULL;
    pthread_mutex_lock(&lock);
    for (size_t i = spare_count; i-- > 0 && memory == NULL;)
        if (spares[i].len == len) {
            memory = spares[i].memory;
            spares[i] = spares[--spare_count];
            spare_bytes -= len;
        }
    pthread_mutex_unlock(&lock);
    return memory;
}

static bool keep_spare(void *memory, size_t len) {
    pthread_mutex_lock(&lock);
    // What is locked is counted by the system, so little of it is kept.
    bool is_kept = keepers > 0 && spare_count < most_spares && len <= most_spare_bytes - spare_bytes;
    if (is_kept) {
        spares[spare_count].memory = memory;
        spares[spare_count++].len = len;
        spare_bytes += len;
    }
    pthread_mutex_unlock(&lock);
    return is_kept;
}

void fh_envelope_keep_spares(void) {
    pthread_mutex_lock(&lock);
    keepers++;
    pthread_mutex_unlock(&lock);
}

void fh_envelope_free_spares(void) {
    pthread_mutex_lock(&lock);
    if (--keepers == 0) {
        while (spare_count > 0) sodium_free(spares[--spare_count].memory);
        spare_bytes = 0;
    }
    pthread_mutex_unlock(&lock);
}

void *fh_envelope_alloc(size_t len) {
    // sodium_malloc before sodium_init would use uninitialised page sizes and crash.
    if (ready() != 0) return NULL;
    void *memory = take_spare(len);
    return memory != NULL ? memory : sodium_malloc(len);
}

void fh_envelope_free(void *memory, size_t len) {
    sodium_memzero(memory, len);
    if (!keep_spare(memory, len)) sodium_free(memory);
}

void fh_envelope_wipe(void *memory, size_t len) { sodium_memzero(memory, len); }

bool fh_envelope_can_lock(size_t len) {
    void *memory = mmap(NULL, len, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) return false;
    bool can = mlock(memory, len) == 0;
    // Unmapping unlocks.
    munmap(memory, len);
    return can;
}

int fh_envelope_keep_private(void) {
    // The limit alone does not stop a dump that the kernel pipes to a program; being undumpable does.
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_CORE, &none) != 0) return -1;
    return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}
