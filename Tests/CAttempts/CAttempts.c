#define _GNU_SOURCE
#include "CAttempts.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/bpf.h>
#include <linux/filter.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

// Each is handed a file or a unix socket, and a port, and gives what a system call gives: -1 and errno if it failed.

static int reading(const char *place, int port) { return open(place, O_RDONLY | O_CLOEXEC); }

static int listing(const char *place, int port) { return open(place, O_RDONLY | O_DIRECTORY | O_CLOEXEC); }

static int writing(const char *place, int port) { return open(place, O_WRONLY | O_CREAT | O_CLOEXEC, 0600); }

static int removing(const char *place, int port) { return unlink(place); }

static int renaming(const char *place, int port) {
    char other[4096];
    if (strlen(place) + 3 > sizeof other) return -1;
    strcat(strcpy(other, place), ".2");
    return rename(place, other);
}

static int executing(const char *place, int port) {
    char *const arguments[] = {"true", NULL}, *const environment[] = {NULL};
    // Where it is allowed the program's own exit status, 0, stands for success.
    return execve("/bin/true", arguments, environment);
}

static int executing_memory(const char *place, int port) {
    char buffer[65536];
    int program = open("/bin/true", O_RDONLY), copy = memfd_create("true", 0);
    for (ssize_t count; (count = read(program, buffer, sizeof buffer)) > 0;)
        if (write(copy, buffer, (size_t)count) != count) return -1;
    char *const arguments[] = {"true", NULL}, *const environment[] = {NULL};
    return (int)syscall(SYS_execveat, copy, "", arguments, environment, AT_EMPTY_PATH);
}

static int forking(const char *place, int port) {
    pid_t child = fork();
    if (child == 0) _exit(0);
    // Whether it may also be waited for is another question.
    if (child > 0) waitpid(child, NULL, 0);
    return child < 0 ? -1 : 0;
}

static int code_in_memory(const char *place, int port) {
    return mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? -1 : 0;
}

static int code_of_memory(const char *place, int port) {
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return page == MAP_FAILED ? -1 : mprotect(page, 4096, PROT_READ | PROT_EXEC);
}

static int inet_socket(const char *place, int port) { return socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0); }
static int inet6_socket(const char *place, int port) { return socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0); }
static int unix_socket(const char *place, int port) { return socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0); }
static int netlink_socket(const char *place, int port) { return socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, 0); }

static int pair(const char *place, int port) {
    int ends[2];
    return socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
}

static struct sockaddr_in at(int port) {
    return (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons((uint16_t)port), .sin_addr = {htonl(INADDR_LOOPBACK)}};
}

static int connecting(const char *place, int port) {
    struct sockaddr_in address = at(port);
    int end = inet_socket(place, port);
    return end < 0 ? -1 : connect(end, (struct sockaddr *)&address, sizeof address);
}

static int connecting_to_unix(const char *place, int port) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strncpy(address.sun_path, place, sizeof address.sun_path - 1);
    int end = unix_socket(place, port);
    return end < 0 ? -1 : connect(end, (struct sockaddr *)&address, sizeof address);
}

static int sending(const char *place, int port) {
    struct sockaddr_in address = at(port);
    int end = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    return end < 0 ? -1 : (int)sendto(end, "a", 1, 0, (struct sockaddr *)&address, sizeof address);
}

static int listening(const char *place, int port) {
    struct sockaddr_in address = at(port);
    int end = inet_socket(place, port), yes = 1;
    if (end < 0 || setsockopt(end, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes) != 0) return -1;
    return bind(end, (struct sockaddr *)&address, sizeof address) != 0 ? -1 : listen(end, 1);
}

static int io_uring(const char *place, int port) {
    struct io_uring_params parameters = {0};
    return (int)syscall(SYS_io_uring_setup, 1, &parameters);
}

static int tracing(const char *place, int port) { return (int)ptrace(PTRACE_TRACEME, 0, NULL, NULL); }

static int reading_memory(const char *place, int port) {
    char from = 'a', to;
    struct iovec local = {&to, 1}, remote = {&from, 1};
    return (int)process_vm_readv(getpid(), &local, 1, &remote, 1, 0);
}

static int user_namespace(const char *place, int port) { return unshare(CLONE_NEWUSER); }

static int cloned_namespace(const char *place, int port) {
    long child = syscall(SYS_clone, CLONE_NEWUSER | SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) _exit(0);
    if (child > 0) waitpid((pid_t)child, NULL, 0);
    return child < 0 ? -1 : 0;
}

static int mounting(const char *place, int port) {
    // In a namespace of its own where that is allowed: what is mounted is gone with this program.
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0 && errno != EPERM) return -1;
    return mount("none", "/tmp", "tmpfs", 0, NULL);
}

static int faults(const char *place, int port) { return (int)syscall(SYS_userfaultfd, O_CLOEXEC | 1); }

static int keyring(const char *place, int port) {
    // KEYCTL_GET_KEYRING_ID of the session's.
    return (int)syscall(SYS_keyctl, 0, -3, 0);
}

static int kernel_program(const char *place, int port) {
    struct bpf_insn code[] = {{.code = BPF_ALU64 | BPF_MOV | BPF_K}, {.code = BPF_JMP | BPF_EXIT}};
    union bpf_attr load = {
        .prog_type = BPF_PROG_TYPE_SOCKET_FILTER, .insn_cnt = 2, .insns = (uintptr_t)code, .license = (uintptr_t) "GPL"};
    return (int)syscall(SYS_bpf, BPF_PROG_LOAD, &load, sizeof load);
}

static int measuring(const char *place, int port) {
    struct perf_event_attr event = {.type = PERF_TYPE_SOFTWARE, .size = sizeof event, .config = PERF_COUNT_SW_TASK_CLOCK};
    return (int)syscall(SYS_perf_event_open, &event, 0, -1, -1, 0);
}

static int personality_of_old(const char *place, int port) {
    // ADDR_NO_RANDOMIZE
    return (int)syscall(SYS_personality, 0x0040000);
}

// The flags of one namespace each, as the port; with a child's signal, since without CLONE_THREAD it is a process.
static int cloned(const char *place, int port) {
    long child = syscall(SYS_clone, (unsigned long)(unsigned)port | SIGCHLD, NULL, NULL, NULL, NULL);
    if (child == 0) _exit(0);
    if (child > 0) waitpid((pid_t)child, NULL, 0);
    return child < 0 ? -1 : 0;
}

static int pasting(const char *place, int port) {
    char subcode = 3;
    return ioctl(-1, TIOCLINUX, &subcode);
}

static int typing(const char *place, int port) {
    int terminal = posix_openpt(O_RDWR | O_NOCTTY);
    char key = 'a';
    if (terminal < 0 || grantpt(terminal) != 0 || unlockpt(terminal) != 0) return -1;
    int typist = open(ptsname(terminal), O_RDWR | O_NOCTTY);
    return typist < 0 ? -1 : ioctl(typist, TIOCSTI, &key);
}

static int dumpable(const char *place, int port) { return prctl(PR_SET_DUMPABLE, 1, 0, 0, 0); }

static void *nothing(void *argument) { return argument; }

// What a confined program must still be able to do.
static int thread(const char *place, int port) {
    pthread_t other;
    int error = pthread_create(&other, NULL, nothing, NULL);
    if (error == 0) error = pthread_join(other, NULL);
    errno = error;
    return error == 0 ? 0 : -1;
}

static const struct {
    const char *name;
    int (*attempt)(const char *place, int port);
} attempts[] = {
    {"read", reading}, {"list", listing}, {"write", writing}, {"remove", removing}, {"rename", renaming},
    {"execute", executing}, {"execute-memory", executing_memory}, {"fork", forking},
    {"code-in-memory", code_in_memory}, {"code-of-memory", code_of_memory},
    {"inet", inet_socket}, {"inet6", inet6_socket}, {"unix", unix_socket}, {"netlink", netlink_socket}, {"pair", pair},
    {"connect", connecting}, {"connect-unix", connecting_to_unix}, {"send", sending}, {"listen", listening},
    {"io-uring", io_uring}, {"trace", tracing}, {"read-memory", reading_memory},
    {"namespace", user_namespace}, {"clone-namespace", cloned_namespace}, {"mount", mounting},
    {"user-faults", faults}, {"keyring", keyring}, {"kernel-program", kernel_program}, {"measure", measuring},
    {"personality", personality_of_old}, {"type", typing}, {"paste", pasting}, {"clone", cloned}, {"dumpable", dumpable}, {"thread", thread},
};

// A system call by its name, with arguments that no call can use: what comes of it is the filter's word, or EBADF, EINVAL, EFAULT.
static int called(const char *name) {
    int number = seccomp_syscall_resolve_name(name);
    // Another processor has it.
    if (number < 0) return -2;
    return syscall(number, -1, -1, -1, -1, -1, -1) < 0 ? errno : 0;
}

int fh_attempt(const char *name, const char *place, int port) {
    if (strncmp(name, "call:", 5) == 0) return called(name + 5);
    for (size_t index = 0; index < sizeof attempts / sizeof *attempts; index++)
        if (strcmp(attempts[index].name, name) == 0) return attempts[index].attempt(place, port) < 0 ? errno : 0;
    return -1;
}
