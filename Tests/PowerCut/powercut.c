// Cuts the power of a program that runs with this library before it (LD_PRELOAD): of what it wrote to a vault and its log and
// did not sync, each sector is kept, dropped or torn, by chance, and the program is gone.
//
//   POWERCUT_VAULT   the vault's file; its log stands beside it, with -wal
//   POWERCUT_AFTER   after how many writes to them
//   POWERCUT_SEED    for chance
//   POWERCUT_NOSYNC  1: syncing counts for nothing, as on a disk that lies; this is the control
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SECTOR = 512, BUCKETS = 1 << 14, FILES = 2 };

// A sector as it was when its file was synced last.
struct sector {
    struct sector *next;
    int file;
    off_t number;
    char before[SECTOR];
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct sector *changed[BUCKETS];
static int descriptors[FILES] = {-1, -1};
static long writes;
static unsigned int chance;

static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_write)(int, const void *, size_t);
static int (*real_ftruncate)(int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void) {
    real_pwrite = (ssize_t (*)(int, const void *, size_t, off_t))dlsym(RTLD_NEXT, "pwrite64");
    real_write = (ssize_t (*)(int, const void *, size_t))dlsym(RTLD_NEXT, "write");
    real_ftruncate = (int (*)(int, off_t))dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
    const char *seed = getenv("POWERCUT_SEED");
    chance = seed ? (unsigned int)atol(seed) : 1;
}

// Which file a descriptor is of: 0 the vault, 1 its log, -1 another.
static int file_of(int fd) {
    const char *vault = getenv("POWERCUT_VAULT");
    struct stat own, other;
    if (!vault || fstat(fd, &own) != 0 || !S_ISREG(own.st_mode)) return -1;
    char log[4096];
    snprintf(log, sizeof log, "%s-wal", vault);
    const char *paths[FILES] = {vault, log};
    for (int file = 0; file < FILES; file++) {
        if (stat(paths[file], &other) == 0 && other.st_dev == own.st_dev && other.st_ino == own.st_ino) {
            descriptors[file] = fd;
            return file;
        }
    }
    return -1;
}

static void remember(int file, int fd, off_t from, off_t to) {
    for (off_t number = from / SECTOR; number * SECTOR < to; number++) {
        struct sector **bucket = &changed[(size_t)(number * FILES + file) % BUCKETS];
        struct sector *sector = *bucket;
        while (sector && (sector->number != number || sector->file != file)) sector = sector->next;
        if (sector) continue;
        sector = calloc(1, sizeof *sector);
        if (!sector) _exit(70);
        sector->file = file;
        sector->number = number;
        // What was not there reads as zeros, as a hole does.
        if (pread(fd, sector->before, SECTOR, number * SECTOR) < 0) _exit(70);
        sector->next = *bucket;
        *bucket = sector;
    }
}

static void forget(int file) {
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        struct sector **place = &changed[bucket];
        while (*place) {
            struct sector *sector = *place;
            if (sector->file == file) {
                *place = sector->next;
                free(sector);
            } else {
                place = &sector->next;
            }
        }
    }
}

static void cut(void) {
    for (size_t bucket = 0; bucket < BUCKETS; bucket++) {
        for (struct sector *sector = changed[bucket]; sector; sector = sector->next) {
            int fate = rand_r(&chance) % 10;
            if (fate < 4) continue;
            size_t length = fate < 8 ? SECTOR : SECTOR / 2;
            real_pwrite(descriptors[sector->file], sector->before, length, sector->number * SECTOR);
        }
    }
    _exit(137);
}

static void count(void) {
    const char *after = getenv("POWERCUT_AFTER");
    if (++writes == (after ? atol(after) : 0)) cut();
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off_t at) {
    int file = file_of(fd);
    if (file < 0) return real_pwrite(fd, bytes, length, at);
    pthread_mutex_lock(&lock);
    remember(file, fd, at, at + (off_t)length);
    ssize_t result = real_pwrite(fd, bytes, length, at);
    int error = errno;
    count();
    pthread_mutex_unlock(&lock);
    errno = error;
    return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t at) { return pwrite64(fd, bytes, length, at); }

ssize_t write(int fd, const void *bytes, size_t length) {
    int file = file_of(fd);
    if (file < 0) return real_write(fd, bytes, length);
    off_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t result = pwrite64(fd, bytes, length, at);
    if (result > 0) lseek(fd, at + result, SEEK_SET);
    return result;
}

int ftruncate64(int fd, off_t length) {
    int file = file_of(fd);
    if (file < 0) return real_ftruncate(fd, length);
    pthread_mutex_lock(&lock);
    struct stat now;
    if (fstat(fd, &now) == 0 && now.st_size > length) remember(file, fd, length, now.st_size);
    int result = real_ftruncate(fd, length);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_with(int (*real)(int), int fd) {
    int file = file_of(fd);
    if (file < 0) return real(fd);
    pthread_mutex_lock(&lock);
    int result = real(fd);
    const char *lies = getenv("POWERCUT_NOSYNC");
    if (result == 0 && !(lies && *lies == '1')) forget(file);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int fd) { return sync_with(real_fsync, fd); }
int fdatasync(int fd) { return sync_with(real_fdatasync, fd); }
